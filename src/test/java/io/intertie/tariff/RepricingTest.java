package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.tariff.Repricing.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepricingTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final World world = new World();

    @BeforeEach
    void aSiteHasATariff() {
        world.tariff(Golden.table());
    }

    @Test
    void theFirstVersionIsInForceAtOnceWithTheWorkedExamplesPrices() {
        var version = world.price(Golden.terms());
        assertEquals(1, version.number());
        assertEquals(world.now(), version.effectiveFrom());
        assertEquals(
                Set.of(
                        "INPUT 1448007 233200",
                        "CACHED_INPUT 144801 23400",
                        "OUTPUT 6240878 1005100"),
                version.lines().stream()
                        .map(line ->
                                line.tokens()
                                        + " "
                                        + line.providerMicroPerMillion()
                                        + " "
                                        + line.buyerMicroPerMillion())
                        .collect(Collectors.toSet()));
        assertEquals(version, world.book.find(version.id()).orElseThrow());
        assertEquals(
                List.of(new PriceVersionPublished(world.listing.id(), version.id())), world.events);
        assertEquals("ada price.published", world.acts.getLast());
    }

    @Test
    void thereIsALineForEachClassBandAndQuotedCurrency() {
        world.quote(Currency.of("EUR"), "0.12", 100);
        world.quote(Golden.CNY, "1", 0);
        var other = new World();
        other.quotes.addAll(world.quotes);
        other.tariff(World.nightAndDay("0.2", "0.6"));
        assertEquals(3 * 2 * 3, other.price(Golden.terms()).lines().size());
    }

    @Test
    void aPreviewWritesNothing() {
        var preview = world.repricing.preview(world.proposal(Golden.terms(), world.now()));
        assertInstanceOf(Outcome.Published.class, preview);
        assertTrue(world.book.of(world.listing.id()).isEmpty());
        assertTrue(world.events.isEmpty());
    }

    @Test
    void aDecreaseIsInForceAtOnceAndClosesTheVersionBefore() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var second = world.price(cheaper());
        var first = world.book.of(world.listing.id()).getLast();
        assertEquals(Optional.of(second.effectiveFrom()), first.effectiveTo());
        assertEquals(2, second.number());
        assertEquals(second.id(), at(world.now()).id());
        assertEquals(first.id(), at(world.now().minusNanos(1000)).id());
    }

    @Test
    void anIncreaseWithoutSevenDaysOfNoticeIsRejectedWithTheEarliestDate() {
        world.price(Golden.terms());
        world.pass(Duration.ofMinutes(90));
        var almost = world.now().plus(WEEK).minusSeconds(1);
        var rejected =
                rejected(world.repricing.propose(world.proposal(dearer(), almost), world.drafter));
        assertEquals(
                Map.of(
                        "effectiveFrom",
                        "an increase needs 7 days of notice: not before 2026-10-08T03:00:00Z"),
                rejected);
        assertEquals(1, world.book.of(world.listing.id()).size());
    }

    @Test
    void anIncreaseOfOneClassAloneNeedsNoticeToo() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var mixed = PriceTerms.of(Golden.base("0.10", "0.13", "0.10"), new BigDecimal("0.15"));
        var rejected =
                rejected(
                        world.repricing.propose(world.proposal(mixed, world.now()), world.drafter));
        assertEquals(Set.of("effectiveFrom"), rejected.keySet());
    }

    @Test
    void anIncreaseAfterItsNoticeIsAnnouncedAndThenInForce() {
        var first = world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var date = world.now().plus(WEEK);
        var outcome = world.repricing.propose(world.proposal(dearer(), date), world.drafter);
        var second = assertInstanceOf(Outcome.Published.class, outcome).version();
        assertEquals(first.id(), at(date.minusNanos(1000)).id());
        assertEquals(second.id(), at(date).id());
        assertEquals(2, current());
        world.pass(WEEK);
        assertEquals(1, current());
    }

    @Test
    void movingAnHourToADearerBandIsAnIncrease() {
        var other = new World();
        other.tariff(World.nightAndDay("0.2", "0.6"));
        other.price(Golden.terms());
        other.pass(Duration.ofHours(1));
        var longerDay =
                new TariffTable(
                        World.SHANGHAI,
                        List.of(
                                World.rule("22:00", "05:00", Band.VALLEY, "0.2"),
                                World.rule("05:00", "22:00", Band.PEAK, "0.6")));
        other.tariff(longerDay);
        var rejected =
                rejected(
                        other.repricing.propose(
                                other.proposal(Golden.terms(), other.now()), other.drafter));
        assertEquals(Set.of("effectiveFrom"), rejected.keySet());
    }

    @Test
    void notEvenTheOperatorSkipsTheNotice() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var operator = new Actor("root", Actor.OPERATOR, Set.of(Role.ADMIN), "-");
        var outcome = world.repricing.propose(world.proposal(dearer(), world.now()), operator);
        assertInstanceOf(Outcome.Rejected.class, outcome);
    }

    @Test
    void noPriceBeginsInThePast() {
        var late = world.now().minus(Duration.ofMinutes(6));
        var rejected =
                rejected(
                        world.repricing.propose(
                                world.proposal(Golden.terms(), late), world.drafter));
        assertEquals(Map.of("effectiveFrom", "lies in the past"), rejected);

        var justNow = world.now().minus(Duration.ofMinutes(4));
        var outcome =
                world.repricing.propose(world.proposal(Golden.terms(), justNow), world.drafter);
        var version = assertInstanceOf(Outcome.Published.class, outcome).version();
        assertEquals(world.now(), version.effectiveFrom());
    }

    @Test
    void nothingComesBeforeAnAnnouncedVersion() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        world.repricing.propose(world.proposal(dearer(), world.now().plus(WEEK)), world.drafter);
        var rejected =
                rejected(
                        world.repricing.propose(
                                world.proposal(cheaper(), world.now()), world.drafter));
        assertEquals(Map.of("effectiveFrom", "version 2 begins at 2026-10-08T01:00:00Z"), rejected);
    }

    @Test
    void aPriceTenTimesHigherIsASlip() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var slip = PriceTerms.of(Golden.base("12", "0.12", "60"), new BigDecimal("0.15"));
        var date = world.now().plus(Duration.ofDays(30));
        var rejected = rejected(world.repricing.propose(world.proposal(slip, date), world.drafter));
        assertEquals(Map.of("terms", "a price would move more than tenfold"), rejected);
    }

    @Test
    void everyMistakeInAFormIsNamedAtItsField() {
        var terms =
                new PriceTerms(
                        Map.of(
                                TokenClass.INPUT,
                                new BigDecimal("-1"),
                                TokenClass.OUTPUT,
                                BigDecimal.ONE),
                        new BigDecimal("-0.1"),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO);
        var energy =
                new EnergyProfile(
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        new BigDecimal("-1"),
                        EnergyProfile.Grade.C,
                        " ");
        var rejected =
                rejected(
                        world.repricing.preview(
                                new Repricing.Proposal(
                                        world.listing.id(), terms, energy, Instant.EPOCH, "")));
        assertEquals(
                Set.of(
                        "base.INPUT",
                        "base.CACHED_INPUT",
                        "margin",
                        "platformFee",
                        "paymentCost",
                        "energy.OUTPUT",
                        "energy.source",
                        "reason",
                        "effectiveFrom"),
                rejected.keySet());
    }

    @Test
    void withoutATariffOrAQuoteThereIsNoPrice() {
        var bare = new World();
        assertEquals(
                Set.of("tariff"),
                rejected(bare.repricing.preview(bare.proposal(Golden.terms(), bare.now())))
                        .keySet());
        world.quotes.clear();
        assertEquals(
                Set.of("quotes"),
                rejected(world.repricing.preview(world.proposal(Golden.terms(), world.now())))
                        .keySet());
    }

    @Test
    void anotherProvidersListingIsNotTheirsToPrice() {
        var stranger = new Actor("eve", UUID.randomUUID(), Set.of(Role.PROVIDER), "-");
        assertThrows(
                Problem.class,
                () ->
                        world.repricing.propose(
                                world.proposal(Golden.terms(), world.now()), stranger));
        assertThrows(Problem.class, () -> world.repricing.reprice(world.site.id(), stranger));
    }

    @Test
    void aCheaperTariffRepricesTheSitesListingsAtOnce() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var tariff = world.tariff(TariffTable.flat(World.SHANGHAI, new BigDecimal("0.30")));
        var outcomes = world.repricing.reprice(world.site.id(), world.drafter);
        var outcome = outcomes.get(world.listing.id());
        var version = assertInstanceOf(Outcome.Published.class, outcome).version();
        assertEquals(world.now(), version.effectiveFrom());
        assertEquals(tariff.id(), version.inputs().tariffVersionId());
        assertEquals(Golden.terms().base().keySet(), version.inputs().terms().base().keySet());
        assertEquals(Map.of(), world.repricing.reprice(world.site.id(), world.drafter));
    }

    @Test
    void aDearerTariffRepricesAfterTheNotice() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        world.tariff(TariffTable.flat(World.SHANGHAI, new BigDecimal("0.60")));
        var outcome =
                world.repricing.reprice(world.site.id(), world.drafter).get(world.listing.id());
        var version = assertInstanceOf(Outcome.Published.class, outcome).version();
        assertEquals(Notice.earliest(world.now()), version.effectiveFrom());
    }

    @Test
    void aTariffOfTomorrowRepricesFromTomorrow() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var tomorrow = world.now().plus(Duration.ofDays(1));
        world.tariff(TariffTable.flat(World.SHANGHAI, new BigDecimal("0.30")), tomorrow);
        var outcome =
                world.repricing.reprice(world.site.id(), world.drafter).get(world.listing.id());
        var version = assertInstanceOf(Outcome.Published.class, outcome).version();
        assertEquals(tomorrow, version.effectiveFrom());
    }

    @Test
    void theHashIsOfTheInputsAndOfNothingElse() {
        var version = world.price(Golden.terms());
        var kept =
                world.database
                        .sql("select inputs from price_version where id = ?", version.id())
                        .one(row -> row.text("inputs"));
        assertEquals(Canonical.sha256(kept), version.inputsHash());
        assertEquals(kept, PriceText.write(version.inputs()));
        assertTrue(kept.contains("\"pue\":\"1.2\""), kept);
    }

    private long current() {
        return world.book.current().stream()
                .filter(priced -> priced.version().listingId().equals(world.listing.id()))
                .count();
    }

    private PriceVersion at(Instant instant) {
        return world.book.at(world.listing.id(), instant).orElseThrow().version();
    }

    private static PriceTerms cheaper() {
        return PriceTerms.of(Golden.base("1.00", "0.10", "4.00"), new BigDecimal("0.15"));
    }

    private static PriceTerms dearer() {
        return PriceTerms.of(Golden.base("1.30", "0.13", "5.00"), new BigDecimal("0.15"));
    }

    private static Map<String, String> rejected(Outcome outcome) {
        return assertInstanceOf(Outcome.Rejected.class, outcome).faults();
    }
}
