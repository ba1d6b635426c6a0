package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceBookTest {
    private final World world = new World();

    @Test
    void theBandInForceIsThatOfTheSitesWallClock() {
        world.tariff(World.nightAndDay("0.2", "0.6"));
        world.price(Golden.terms());
        // 06:00 and 22:00 in Shanghai are 22:00 and 14:00 UTC.
        assertEquals(Band.VALLEY, band("2026-10-02T21:59:59.999Z"));
        assertEquals(Band.PEAK, band("2026-10-02T22:00:00Z"));
        assertEquals(Band.PEAK, band("2026-10-03T13:59:59.999Z"));
        assertEquals(Band.VALLEY, band("2026-10-03T14:00:00Z"));
    }

    @Test
    void aPriceIsNotOfferedInACurrencyThatNoRateLeadsTo() {
        world.tariff(Golden.table());
        world.price(Golden.terms());
        assertTrue(offered().isOfferedIn(Golden.USD));
        world.quotes.clear();
        assertTrue(!offered().isOfferedIn(Golden.USD));
        assertEquals(world.book.of(world.listing.id()).getFirst(), offered().version());
    }

    private PriceBook.Priced offered() {
        return world.book.offered().stream()
                .filter(one -> one.version().listingId().equals(world.listing.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTariffOfAnInstantHoldsLossesAndDemandCharge() {
        world.tariff(Golden.table());
        world.price(Golden.terms());
        var price = world.book.at(world.listing.id(), world.now()).orElseThrow();
        assertEquals(
                new BigDecimal("0.492807"),
                price.tariffPerKwh().setScale(6, RoundingMode.HALF_EVEN));
    }

    @Test
    void beforeItsFirstVersionAListingHasNoPrice() {
        world.tariff(Golden.table(), world.now().minus(Duration.ofDays(9)));
        var version = world.price(Golden.terms());
        assertEquals(
                Optional.empty(), world.book.at(world.listing.id(), world.now().minusNanos(1000)));
        assertEquals(List.of(version), world.book.of(world.listing.id()));
    }

    @Test
    void aDaysCurveHasEachHourOnceAndCrossesBandEdgesWhereTheSiteDoes() {
        world.tariff(World.nightAndDay("0.2", "0.6"));
        world.price(Golden.terms());
        var curve = curve(Instant.parse("2026-10-02T16:00:00Z"), 24);
        assertEquals(24, curve.size());
        assertEquals(
                List.of(Band.VALLEY, Band.VALLEY, Band.PEAK, Band.PEAK),
                List.of(
                        curve.get(0).band(),
                        curve.get(5).band(),
                        curve.get(6).band(),
                        curve.get(21).band()));
        assertEquals(Band.VALLEY, curve.get(22).band());
    }

    @Test
    void aCurveRunsIntoAnAnnouncedVersion() {
        world.tariff(Golden.table());
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var date = world.now().plus(Duration.ofDays(7));
        var dearer = PriceTerms.of(Golden.base("1.20", "0.12", "6.00"), new BigDecimal("0.15"));
        world.repricing.propose(world.proposal(dearer, date), world.drafter);
        var curve = curve(date.minus(Duration.ofHours(2)), 4);
        assertEquals(1_005_100, curve.get(1).buyerMicroPerMillion());
        assertTrue(curve.get(2).buyerMicroPerMillion() > 1_005_100);
    }

    @Test
    void aCurrencyWithoutAQuoteHasNoPriceAndNoCurve() {
        world.tariff(Golden.table());
        world.price(Golden.terms());
        var yen = Currency.of("JPY");
        var price = world.book.at(world.listing.id(), world.now()).orElseThrow();
        assertEquals(Optional.empty(), world.book.anatomy(price, TokenClass.OUTPUT, yen));
        assertEquals(
                List.of(),
                world.book.hours(world.listing.id(), TokenClass.OUTPUT, yen, world.now(), 24));
    }

    @Test
    void theAnatomyOfTheWorkedExample() {
        world.tariff(Golden.table());
        world.price(Golden.terms());
        var price = world.book.at(world.listing.id(), world.now()).orElseThrow();
        var anatomy = world.book.anatomy(price, TokenClass.OUTPUT, Golden.USD).orElseThrow();
        assertEquals(
                """
                ELECTRICITY 93451 626850
                COMPUTE 715586 4800000
                MARGIN 121355 814028
                FEE 50255 0
                PAYMENT 15076 0
                CURRENCY 9377 0
                """,
                text(anatomy));
        assertEquals(new BigDecimal("0.115509"), anatomy.electricityShare());
        assertEquals(0, new BigDecimal("1.272").compareTo(anatomy.kwhPerMillion()));
        assertEquals(1_005_100, anatomy.listMicroPerMillion());
    }

    private static String text(PriceAnatomy anatomy) {
        var text = new StringBuilder();
        for (var part : anatomy.parts()) {
            text.append(part.kind()).append(' ').append(part.buyerMicro());
            text.append(' ').append(part.localMicro()).append('\n');
        }
        return text.toString();
    }

    private Band band(String instant) {
        return world.book.at(world.listing.id(), Instant.parse(instant)).orElseThrow().band();
    }

    private List<PriceBook.HourPrice> curve(Instant from, int hours) {
        return world.book.hours(world.listing.id(), TokenClass.OUTPUT, Golden.USD, from, hours);
    }
}
