package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.gateway.routing.Offer;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PricingTest {
    /// 10:07 in Shanghai.
    private static final Instant NOW = Instant.parse("2026-11-26T02:07:30Z");

    private static TariffTable.Rule rule(String from, String until, Band band) {
        return new TariffTable.Rule(
                EnumSet.allOf(Month.class),
                LocalTime.parse(from),
                LocalTime.parse(until),
                band,
                BigDecimal.ONE);
    }

    private static PriceBook.Priced priced(
            PriceVersion like, Instant from, Optional<Instant> to, int percent) {
        var lines = new ArrayList<PriceVersion.Line>();
        for (var line : like.lines()) {
            var dearer = 0;
            for (var band : List.of(Band.VALLEY, Band.FLAT, Band.PEAK)) {
                var factor = percent + 10L * ++dearer;
                lines.add(
                        new PriceVersion.Line(
                                line.tokens(),
                                band,
                                TestOffers.USD,
                                line.providerMicroPerMillion(),
                                line.buyerMicroPerMillion() * factor / 100 / 100 * 100));
            }
        }
        var version =
                new PriceVersion(
                        like.id(),
                        like.listingId(),
                        like.number(),
                        from,
                        to,
                        like.providerCurrency(),
                        lines,
                        like.inputs(),
                        "hash",
                        "test");
        var table =
                new TariffTable(
                        ZoneId.of("Asia/Shanghai"),
                        List.of(
                                rule("22:00", "06:15", Band.VALLEY),
                                rule("06:15", "17:00", Band.FLAT),
                                rule("17:00", "22:00", Band.PEAK)));
        return new PriceBook.Priced(version, table);
    }

    private static Offer offer() {
        var flat = TestOffers.of(TestOffers.CHAT, URI.create("http://localhost/v1"), 0);
        var like = flat.prices().getFirst().version();
        var dearer =
                NOW.plus(Duration.ofHours(20)).truncatedTo(java.time.temporal.ChronoUnit.HOURS);
        return new Offer(
                flat.listing(),
                flat.model(),
                flat.provider(),
                flat.dataCenter(),
                Optional.empty(),
                List.of(
                        priced(like, Instant.EPOCH, Optional.of(dearer), 100),
                        priced(like, dearer, Optional.empty(), 130)));
    }

    private static Pricing pricing(Offer offer) {
        return new Pricing(offer::priceAt, TestOffers.USD, NOW);
    }

    /// What OpenRouter's rule makes of it: the last override in whose window the time lies.
    private static String told(JsonNode pricing, String name, Instant at) {
        var time = LocalTime.ofInstant(at, ZoneOffset.UTC);
        var price = pricing.get(name).asText();
        for (var one : pricing.get("overrides")) {
            var start = LocalTime.parse(one.get("utc_start").asText());
            var end = LocalTime.parse(one.get("utc_end").asText());
            var inside =
                    start.isBefore(end)
                            ? !time.isBefore(start) && time.isBefore(end)
                            : !time.isBefore(start) || time.isBefore(end);
            if (inside) {
                price = one.get(name).asText();
            }
        }
        return price;
    }

    private static String charged(Offer offer, TokenClass tokens, Instant at) {
        var line =
                Pricing.line(offer.priceAt(at).orElseThrow(), tokens, TestOffers.USD).orElseThrow();
        return BigDecimal.valueOf(line.buyerMicroPerMillion(), 12)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Test
    @Tag("lesson-29")
    void theOverridesTellWhatEveryMinuteOfTheNextDayIsChargedAt() {
        var offer = offer();
        var pricing = pricing(offer).json().orElseThrow();
        var until = Instant.parse(pricing.get("valid_until").asText());
        for (var at = NOW; at.isBefore(until); at = at.plusSeconds(60)) {
            assertEquals(charged(offer, TokenClass.OUTPUT, at), told(pricing, "completion", at));
            assertEquals(charged(offer, TokenClass.INPUT, at), told(pricing, "prompt", at));
        }
        assertEquals(Instant.parse("2026-11-27T02:00:00Z"), until);
    }

    @Test
    void aPriceIsTextPerTokenAndNeverANumber() {
        var pricing = pricing(offer()).json().orElseThrow();
        assertTrue(pricing.get("prompt").isTextual());
        assertEquals("0.0000002798", pricing.get("prompt").asText());
        assertEquals("flat", pricing.get("band").asText());
        assertEquals("09:00", pricing.get("overrides").get(0).get("utc_start").asText());
    }

    @Test
    void anOfferOfOnePriceHasNoOverrides() {
        var flat = TestOffers.of(TestOffers.CHAT, URI.create("http://localhost/v1"), 0);
        var pricing = pricing(flat).json().orElseThrow();
        assertEquals(0, pricing.get("overrides").size());
    }

    @Test
    void anHourWithoutAPriceEndsWhatIsTold() {
        var offer = offer();
        var gap = Instant.parse("2026-11-26T09:00:00Z");
        var cut =
                new Pricing(
                        at -> at.isBefore(gap) ? offer.priceAt(at) : Optional.empty(),
                        TestOffers.USD,
                        NOW);
        var pricing = cut.json().orElseThrow();
        assertEquals("2026-11-26T09:00:00Z", pricing.get("valid_until").asText());
        assertEquals(0, pricing.get("overrides").size());
    }
}
