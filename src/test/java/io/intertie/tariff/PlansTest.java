package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.tariff.Repricing.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The three ways in which a listing's prices follow its tariff.
class PlansTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final PriceTerms.Plan SPOT =
            PriceTerms.Plan.spot(
                    new PriceTerms.Spot("DE-LU", new BigDecimal("0.2"), new BigDecimal("0.8")));

    private final World world = new World();

    @Test
    void aBandedPlanHasAPriceForEachBandAndAFlatOneIsAlikeAtAllHours() {
        world.tariff(World.nightAndDay("0.2", "0.6"));
        assertEquals(2, outputs(world.price(Golden.terms())).size());
        var other = new World();
        other.tariff(World.nightAndDay("0.2", "0.6"));
        var flat = other.price(Golden.terms().with(PriceTerms.Plan.FLAT));
        assertEquals(1, outputs(flat).size());
        assertEquals(
                List.of(Band.VALLEY, Band.PEAK),
                flat.lines().stream().map(PriceVersion.Line::band).distinct().sorted().toList());
    }

    @Test
    void untilItIsMeasuredAllHoursOfAFlatPlanWeighTheSame() {
        world.tariff(World.nightAndDay("0.2", "0.6"));
        var flat = world.price(Golden.terms().with(PriceTerms.Plan.FLAT));
        var demand = new BigDecimal("31.2").divide(new BigDecimal("620.5"), 9, ROUNDED);
        var mean = new BigDecimal("11.2").divide(new BigDecimal("24"), 9, ROUNDED).add(demand);
        assertEquals(mean.setScale(6, ROUNDED), perKwh(flat).setScale(6, ROUNDED));
        assertEquals(Collections.nCopies(24, 1L), flat.inputs().particulars().weights());
        assertEquals("3", flat.inputs().formulaVersion());
    }

    @Test
    void theHoursInWhichTokensTookTheirEnergyWeighAFlatPriceAndStandInItsHash() {
        world.tariff(World.nightAndDay("0.2", "0.6"));
        var even = world.price(Golden.terms().with(PriceTerms.Plan.FLAT));
        world.pass(HOUR);
        var atNight = new ArrayList<>(Collections.nCopies(24, 0L));
        atNight.set(22, 300L);
        atNight.set(23, 100L);
        world.weights.put(world.listing.id(), atNight);
        var measured = world.price(Golden.terms().with(PriceTerms.Plan.FLAT));
        assertEquals("0.250282", perKwh(measured).setScale(6, ROUNDED).toPlainString());
        assertEquals(atNight, measured.inputs().particulars().weights());
        assertNotEquals(even.inputsHash(), measured.inputsHash());
        assertEquals(measured.inputsHash(), Canonical.sha256(PriceText.write(measured.inputs())));
    }

    @Test
    void anHourOfASpotPlanCostsWhatItsDayAheadPriceComesTo() {
        var ceiling = spot("300", "500");
        assertEquals(2, world.spots.publish(ceiling));
        var first = at(world.now()).orElseThrow();
        assertEquals(PriceVersion.Kind.HOUR, first.version().kind());
        assertEquals(ceiling.id(), first.version().seriesId());
        // 0.3 and 31.2 / 620.5 for the demand charge.
        assertEquals("0.350282", first.tariffPerKwh().setScale(6, ROUNDED).toPlainString());
        assertEquals(perKwh(first.version()), first.tariffPerKwh());
        var second = at(world.now().plus(HOUR)).orElseThrow();
        assertEquals("0.550282", second.tariffPerKwh().setScale(6, ROUNDED).toPlainString());
        assertTrue(output(second.version()) > output(first.version()));
    }

    @Test
    void anHourWithoutADayAheadPriceHasNoPriceUntilItIsKnown() {
        var ceiling = spot("300");
        world.spots.publish(ceiling);
        var unknown = world.now().plus(HOUR);
        assertTrue(at(unknown.minusNanos(1000)).isPresent());
        assertEquals(Optional.empty(), at(unknown));
        assertEquals(1, offered());
        half(unknown, "400");
        assertEquals(0, world.spots.publish(ceiling));
        half(unknown.plus(Duration.ofMinutes(30)), "600");
        assertEquals(1, world.spots.publish(ceiling));
        assertEquals(
                "0.550282", at(unknown).orElseThrow().tariffPerKwh().setScale(6, ROUNDED) + "");
    }

    @Test
    void noHourCostsMoreThanTheCeilingWhateverPowerAndRatesDo() {
        var ceiling = spot("-900", "5000");
        world.quote(Golden.USD, "0.20", 300);
        world.spots.publish(ceiling);
        assertEquals(0, perKwh(at(world.now()).orElseThrow().version()).compareTo(decimal("0.2")));
        var dearest = at(world.now().plus(HOUR)).orElseThrow().version();
        assertEquals(output(ceiling), output(dearest));
    }

    @Test
    void anHourIsPricedOnceWhateverIsCorrectedLater() {
        var ceiling = spot("300");
        world.spots.publish(ceiling);
        var before = at(world.now());
        world.dayAhead.clear();
        hour(world.now(), "900");
        assertEquals(0, world.spots.publish(ceiling));
        assertEquals(before, at(world.now()));
    }

    @Test
    void aHigherCeilingIsAnIncreaseAndALowerOneTakesItsHoursWithIt() {
        var ceiling = spot("300", "310", "320", "330");
        world.spots.publish(ceiling);
        world.pass(Duration.ofMinutes(30));
        var higher =
                PriceTerms.Plan.spot(
                        new PriceTerms.Spot("DE-LU", new BigDecimal("0.2"), BigDecimal.ONE));
        var asked = world.proposal(Golden.terms().with(higher), world.now().plus(HOUR));
        assertInstanceOf(Outcome.Rejected.class, world.repricing.propose(asked, world.drafter));
        var lower =
                PriceTerms.Plan.spot(
                        new PriceTerms.Spot("DE-LU", new BigDecimal("0.1"), new BigDecimal("0.7")));
        var next = world.price(Golden.terms().with(lower));
        assertEquals(Golden.NOW.plus(HOUR), next.effectiveFrom());
        assertEquals(ceiling.id(), at(world.now()).orElseThrow().version().seriesId());
        assertEquals(Optional.empty(), at(next.effectiveFrom()));
        world.spots.publish(next);
        assertEquals(next.id(), at(next.effectiveFrom()).orElseThrow().version().seriesId());
    }

    @Test
    void aZoneWithoutPricesOrInAnotherCurrencyIsRefusedAtItsField() {
        world.tariff(Golden.table());
        var proposal = world.proposal(Golden.terms().with(SPOT), world.now());
        assertEquals(Map.of("spot.zone", "has no day-ahead price on record"), rejected(proposal));
        hour(world.now(), Currency.of("EUR"), "90");
        assertEquals(
                Map.of("spot.zone", "is priced in EUR, the provider in CNY"), rejected(proposal));
        var upsideDown =
                PriceTerms.Plan.spot(
                        new PriceTerms.Spot("de lu", new BigDecimal("-1"), new BigDecimal("-2")));
        assertEquals(
                List.of("spot.ceilingPerKwh", "spot.floorPerKwh", "spot.zone"),
                rejected(world.proposal(Golden.terms().with(upsideDown), world.now()))
                        .keySet()
                        .stream()
                        .sorted()
                        .toList());
    }

    private static final java.math.RoundingMode ROUNDED = java.math.RoundingMode.HALF_EVEN;

    /// A spot plan in force now, with the day-ahead prices of the hours from now on.
    private PriceVersion spot(String... perMwh) {
        world.tariff(Golden.table());
        for (int i = 0; i < perMwh.length; i++) {
            hour(world.now().plus(HOUR.multipliedBy(i)), perMwh[i]);
        }
        return world.price(Golden.terms().with(SPOT));
    }

    private void hour(Instant from, String perMwh) {
        hour(from, Golden.CNY, perMwh);
    }

    private void hour(Instant from, Currency currency, String perMwh) {
        world.dayAhead.add(
                new DayAhead.Point(from, from.plus(HOUR), currency, decimal(perMwh), "a test"));
    }

    private void half(Instant from, String perMwh) {
        var until = from.plus(Duration.ofMinutes(30));
        world.dayAhead.add(new DayAhead.Point(from, until, Golden.CNY, decimal(perMwh), "a test"));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private Optional<PriceInForce> at(Instant instant) {
        return world.book.at(world.listing.id(), instant);
    }

    private long offered() {
        return world.book.offered().stream()
                .filter(one -> one.version().listingId().equals(world.listing.id()))
                .count();
    }

    private Map<String, String> rejected(Repricing.Proposal proposal) {
        return Problem.english(
                assertInstanceOf(Outcome.Rejected.class, world.repricing.preview(proposal))
                        .faults());
    }

    private static BigDecimal perKwh(PriceVersion version) {
        var prices = version.inputs().tariffPerKwh().values().stream().distinct().toList();
        assertEquals(1, prices.size());
        return prices.getFirst();
    }

    private static java.util.Set<Long> outputs(PriceVersion version) {
        return version.lines().stream()
                .filter(line -> line.tokens() == TokenClass.OUTPUT)
                .map(PriceVersion.Line::buyerMicroPerMillion)
                .collect(Collectors.toSet());
    }

    private static long output(PriceVersion version) {
        var prices = outputs(version);
        assertEquals(1, prices.size());
        return prices.iterator().next();
    }
}
