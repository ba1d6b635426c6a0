package io.intertie.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceTerms;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the holder of a lock pays, and when it ends.
class LockedPriceTest {
    private static final Currency USD = Currency.of("USD");
    private static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofDays(60));
    private static final UUID LISTING = UUID.randomUUID();
    private static final Instant NEVER = Instant.MAX;

    private final LockedPrice locked =
            new LockedPrice(
                    new PriceLock(
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            LISTING,
                            BEGIN,
                            END,
                            Optional.empty()),
                    List.of(price(100, BEGIN, NEVER, BEGIN)));

    @Test
    void whileALockLastsItsPriceHoldsWhetherTheMarketIsDearerOrCheaper() {
        assertEquals(100, at(END.minusNanos(1), list(200)));
        assertEquals(100, at(BEGIN, list(50)));
        assertEquals(200, at(BEGIN.minusNanos(1), list(200)));
    }

    @Test
    void afterItsEndACheaperMarketIsPaidAtOnce() {
        assertEquals(50, at(END, list(50)));
        assertEquals(100, at(END, list(100)));
    }

    @Test
    void aDearerMarketIsPaidThirtyDaysAfterItWasAnnounced() {
        var late = announced(END.minus(Duration.ofDays(3)));
        assertEquals(100, at(END, late));
        assertEquals(100, at(END.plus(Duration.ofDays(27)).minusNanos(1), late));
        assertEquals(200, at(END.plus(Duration.ofDays(27)), late));
        assertEquals(200, at(END, announced(END.minus(Duration.ofDays(30)))));
    }

    @Test
    void thirtyDaysAfterItsEndALockCountsNoMore() {
        var just = announced(END.plus(Duration.ofDays(29)));
        assertEquals(100, at(END.plus(LockedPrice.NOTICE).minusNanos(1), just));
        assertEquals(200, at(END.plus(LockedPrice.NOTICE), just));
    }

    @Test
    void aListingThatIsNotOfferedIsNotOfferedToTheHolderOfALock() {
        assertEquals(Optional.empty(), locked.at(BEGIN, USD, List.of()));
        var stopped =
                list(200).stream()
                        .map(one -> new PriceBook.Priced(one.version(), one.hours(), Set.of(USD)))
                        .toList();
        assertEquals(Optional.empty(), locked.at(BEGIN, USD, stopped));
    }

    private static List<PriceBook.Priced> list(long micro) {
        return List.of(price(micro, Instant.EPOCH, NEVER, Instant.EPOCH));
    }

    private static List<PriceBook.Priced> announced(Instant at) {
        return List.of(price(200, Instant.EPOCH, NEVER, at));
    }

    private long at(Instant now, List<PriceBook.Priced> list) {
        var price = locked.at(now, USD, list).orElseThrow();
        return price.version()
                .line(TokenClass.OUTPUT, price.band(), USD)
                .orElseThrow()
                .buyerMicroPerMillion();
    }

    private static TariffTable table() {
        return TariffTable.flat(ZoneOffset.UTC, BigDecimal.ONE);
    }

    private static PriceBook.Priced price(
            long micro, Instant from, Instant until, Instant publishedAt) {
        var one = BigDecimal.ONE;
        var energy = new EnergyProfile(one, one, one, EnergyProfile.Grade.C, "declared");
        var inputs =
                new PriceVersion.Inputs(
                        UUID.randomUUID(),
                        "",
                        Map.of(),
                        energy,
                        one,
                        PriceTerms.of(Map.of(), one),
                        Map.of(),
                        "1");
        var id = UUID.randomUUID();
        return new PriceBook.Priced(
                new PriceVersion(
                        id,
                        LISTING,
                        LISTING,
                        PriceVersion.Kind.LIST,
                        1,
                        from,
                        Optional.of(until).filter(end -> !end.equals(NEVER)),
                        publishedAt,
                        USD,
                        List.of(
                                new PriceVersion.Line(
                                        TokenClass.OUTPUT, Band.FLAT, USD, micro, micro)),
                        inputs,
                        "",
                        ""),
                table());
    }
}
