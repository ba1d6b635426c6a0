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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepricingTest {
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
    void ofManyAtOnceOnePublishesAndTheOthersAreRejected() throws Exception {
        var proposal = world.proposal(Golden.terms(), world.now());
        var callers =
                Collections.nCopies(
                        6,
                        (Callable<Outcome>) () -> world.repricing.propose(proposal, world.drafter));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int published = 0;
            for (var outcome : threads.invokeAll(callers)) {
                published += outcome.get() instanceof Outcome.Published ? 1 : 0;
            }
            assertEquals(1, published);
        }
        assertEquals(1, world.book.of(world.listing.id()).size());
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

    private PriceVersion at(Instant instant) {
        return world.book.at(world.listing.id(), instant).orElseThrow().version();
    }

    private static PriceTerms cheaper() {
        return PriceTerms.of(Golden.base("1.00", "0.10", "4.00"), new BigDecimal("0.15"));
    }

    private static Map<String, String> rejected(Outcome outcome) {
        return Problem.english(assertInstanceOf(Outcome.Rejected.class, outcome).faults());
    }
}
