package io.intertie.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.metering.TestRating;
import io.intertie.metering.TokenCount;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TestPrices;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The price on a page is the price of the bill, whatever tariffs, plans, hours and currencies
/// come.
class PagePriceProperties {
    private static final int TRIPLES = 10_000;
    private static final int LISTINGS = 40;
    private static final long A_MILLION = 1_000_000;
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final UUID PROVIDER = UUID.randomUUID();
    private static final UUID SITE = UUID.randomUUID();
    private static final Model MODEL =
            new Model(
                    UUID.randomUUID(),
                    "grid",
                    "echo-1",
                    "Echo",
                    Model.Kind.CHAT,
                    8_192,
                    "",
                    "MIT",
                    Set.of());

    private final Random random = new Random(20261126);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Database database = TestDatabase.fresh();
    private final PriceBook book = TestPrices.book(database, clock);
    private final TestRating rating = TestRating.of(book, database, clock);
    private final List<PriceVersion> versions =
            IntStream.range(0, LISTINGS)
                    .mapToObj(one -> TestPrices.listed(database, random, NOW))
                    .toList();

    @Test
    @Tag("lesson-29")
    void thePriceOnThePageIsTheChargeForTenThousandListingsInstantsAndCurrencies() {
        // One transaction, so that ten thousand readings share a connection.
        database.transaction(this::compare);
    }

    private void compare() {
        var priced = book.current();
        assertEquals(LISTINGS, priced.size());
        var figures = new ArrayList<String>();
        for (int i = 0; i < TRIPLES; i++) {
            var version = versions.get(random.nextInt(LISTINGS));
            var at = NOW.plus(Duration.ofSeconds(random.nextInt(100_000_000)));
            var currency = List.of("USD", "EUR", "JPY", "CNY").get(random.nextInt(4));
            var shown = page(priced, version, currency, at);
            var price = book.at(version.listingId(), at).orElseThrow();
            for (var tokens : TokenClass.values()) {
                var figure = figure(shown, tokens, currency);
                var charged = charge(price, tokens, currency, at);
                assertEquals(0, charged.compareTo(number(figure)), () -> figure + " " + at);
                figures.add(figure);
            }
            assertEquals(figure(shown, TokenClass.OUTPUT, currency), curve(shown, currency, at));
        }
        assertEquals(3 * TRIPLES, figures.size());
        assertTrue(figures.stream().distinct().count() > 300);
    }

    /// The offer that the model's page is made of.
    private Offer page(
            List<PriceBook.Priced> priced, PriceVersion version, String currency, Instant at) {
        var facts =
                new Market.Facts(
                        List.of(listing(version.listingId())),
                        List.of(MODEL),
                        List.of(
                                new Provider(
                                        PROVIDER, "wind", "Wind", "CN", Currency.of("CNY"), true)),
                        List.of(site()),
                        priced,
                        Map.of(),
                        Map.of());
        return Market.offers(facts, Currency.of(currency), at).getFirst();
    }

    private static String figure(Offer offer, TokenClass tokens, String currency) {
        return figures(currency).price(offer.currency(), offer.price(tokens).orElseThrow());
    }

    /// The bar of the curve that begins at this hour; the hour it belongs to began before `at`, in
    /// another band perhaps, so it is compared only at the full hour.
    private static String curve(Offer offer, String currency, Instant at) {
        var hour = offer.hours().getFirst();
        return hour.from().equals(at)
                ? figures(currency).price(offer.currency(), hour.buyerMicroPerMillion())
                : figure(offer, TokenClass.OUTPUT, currency);
    }

    private static Figures figures(String currency) {
        return Figures.of(
                new Prefs(
                        Locale.ENGLISH,
                        Currency.of(currency),
                        ZoneId.of("Europe/Berlin"),
                        Theme.AUTO));
    }

    /// What a million tokens cost that are admitted then, as metering rates them.
    private BigDecimal charge(PriceInForce price, TokenClass tokens, String currency, Instant at) {
        var count =
                new TokenCount(
                        tokens == TokenClass.INPUT ? A_MILLION : 0,
                        tokens == TokenClass.CACHED_INPUT ? A_MILLION : 0,
                        tokens == TokenClass.OUTPUT ? A_MILLION : 0,
                        0);
        return BigDecimal.valueOf(rating.buyerPico(price, currency, count, at), 12);
    }

    private static BigDecimal number(String figure) {
        return new BigDecimal(figure.replaceAll("[^0-9.]", ""));
    }

    private static Listing listing(UUID id) {
        return new Listing(
                id,
                MODEL.id(),
                PROVIDER,
                SITE,
                URI.create("http://localhost/v1"),
                "model",
                Listing.State.LIVE,
                1_000,
                "fp8",
                new Listing.DataPolicy(0, false));
    }

    private static DataCenter site() {
        return new DataCenter(
                SITE,
                PROVIDER,
                "hohhot",
                "Hohhot",
                "CN",
                ZoneId.of("Asia/Shanghai"),
                "CN-NM-W",
                new BigDecimal("1.2"),
                "declared");
    }
}
