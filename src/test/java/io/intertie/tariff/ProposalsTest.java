package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.Repricing.Outcome;
import io.intertie.tariff.Repricing.Waiting.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How far prices move by themselves, and what waits for the provider's word.
class ProposalsTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final World world = new World();

    @BeforeEach
    void aListingHasAPrice() {
        world.tariff(Golden.table());
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
    }

    @Test
    void whatATariffMovesWithinTheCollarIsPublishedByItself() {
        assertInstanceOf(Outcome.Published.class, tariff("0.60"));
        assertEquals(List.of(), world.repricing.waiting(world.listing.id()));
    }

    @Test
    void aDecreaseBeginsAtOnceThoughTimeGoesOnWhileItIsPriced() {
        world.ticks = true;
        var version = assertInstanceOf(Outcome.Published.class, tariff("0.30")).version();
        assertTrue(version.effectiveFrom().isBefore(world.now()), version.toString());
    }

    @Test
    void theNextPriceTakesTheEnergyThatWasMeasured() {
        var declared = world.book.of(world.listing.id()).getFirst().inputs().energy();
        var less =
                new EnergyProfile(
                        declared.input(),
                        declared.cachedInput(),
                        declared.output().divide(BigDecimal.TWO),
                        EnergyProfile.Grade.A,
                        "metered");
        world.measured.put(world.listing.id(), less);
        var version = assertInstanceOf(Outcome.Published.class, tariff("0.45")).version();
        assertEquals(less, version.inputs().energy());
        assertEquals(declared, world.book.of(world.listing.id()).getLast().inputs().energy());
    }

    @Test
    void whatATariffMovesBeyondTheCollarWaitsForItsProvider() {
        var far = assertInstanceOf(Outcome.Unconfirmed.class, tariff("1.10"));
        assertEquals("collar", far.field());
        assertEquals(
                "in a month prices would rise by 15.42 %; the collar is +10 % and -50 %",
                far.why().english());
        var waiting = world.repricing.waiting(world.listing.id()).getFirst();
        assertEquals(State.PROPOSED, waiting.state());
        assertEquals(1542, waiting.riseBps());
        assertEquals(1, world.book.of(world.listing.id()).size());
        assertEquals(new PriceProposed(world.listing.id(), waiting.id()), world.events.getLast());
    }

    @Test
    void aConfirmedProposalIsPublishedAfterItsNotice() {
        tariff("1.10");
        var waiting = world.repricing.waiting(world.listing.id()).getFirst();
        var outcome = world.repricing.confirm(waiting.id(), world.drafter);
        var version = assertInstanceOf(Outcome.Published.class, outcome).version();
        assertEquals(Notice.earliest(world.now(), Notice.OF_INCREASE), version.effectiveFrom());
        var decided = world.repricing.waiting(world.listing.id()).getFirst();
        assertEquals(State.PUBLISHED, decided.state());
        assertEquals(version.id(), decided.priceVersionId().orElseThrow());
        refused(ProblemType.CONFLICT, () -> world.repricing.confirm(waiting.id(), world.drafter));
    }

    @Test
    void aDismissedProposalLeavesThePriceAsItIs() {
        tariff("1.10");
        var waiting = world.repricing.waiting(world.listing.id()).getFirst();
        world.repricing.dismiss(waiting.id(), world.drafter);
        assertEquals(
                State.DISMISSED, world.repricing.waiting(world.listing.id()).getFirst().state());
        assertEquals(1, world.book.of(world.listing.id()).size());
        refused(ProblemType.CONFLICT, () -> world.repricing.dismiss(waiting.id(), world.drafter));
    }

    @Test
    void aNewerTariffTakesThePlaceOfWhatWaits() {
        tariff("1.10");
        world.pass(Duration.ofMinutes(1));
        tariff("1.20");
        var states = world.repricing.waiting(world.listing.id()).stream().map(one -> one.state());
        assertEquals(List.of(State.PROPOSED, State.SUPERSEDED), states.toList());
    }

    @Test
    void nobodyElseSeesOrDecidesAProposal() {
        tariff("1.10");
        var waiting = world.repricing.waiting(world.listing.id()).getFirst();
        var stranger = new Actor("eve", UUID.randomUUID(), Set.of(Role.PROVIDER), "-");
        refused(ProblemType.NOT_FOUND, () -> world.repricing.confirm(waiting.id(), stranger));
        refused(ProblemType.NOT_FOUND, () -> world.repricing.dismiss(waiting.id(), stranger));
        refused(
                ProblemType.NOT_FOUND,
                () -> world.repricing.confirm(UUID.randomUUID(), world.drafter));
        refused(ProblemType.NOT_FOUND, () -> world.repricing.confirmed(waiting.id(), stranger));
        assertEquals(List.of(), world.repricing.open(List.of(UUID.randomUUID())));
        assertEquals(List.of(), world.repricing.open(List.of()));
    }

    @Test
    void aProposalIsLookedAtBeforeItIsConfirmedAndLookingPublishesNothing() {
        tariff("1.10");
        var waiting = world.repricing.open(List.of(world.listing.id())).getFirst();
        var seen =
                assertInstanceOf(
                        Outcome.Published.class,
                        world.repricing.confirmed(waiting.id(), world.drafter));
        assertEquals(1, world.book.of(world.listing.id()).size());
        assertEquals(List.of(waiting), world.repricing.open(List.of(world.listing.id())));
        var kept =
                assertInstanceOf(
                        Outcome.Published.class,
                        world.repricing.confirm(waiting.id(), world.drafter));
        assertEquals(seen.version().lines(), kept.version().lines());
        assertEquals(List.of(), world.repricing.open(List.of(world.listing.id())));
    }

    @Test
    void aProviderConfirmsWhatMovesFurtherThanItsCollar() {
        var dearer = PriceTerms.of(Golden.base("1.40", "0.14", "5.60"), new BigDecimal("0.15"));
        var date = world.now().plus(Duration.ofDays(8));
        var asked = world.repricing.propose(world.unconfirmed(dearer, date), world.drafter);
        assertEquals("collar", assertInstanceOf(Outcome.Unconfirmed.class, asked).field());
        world.rules.set(world.listing.id(), rise(2_000), world.drafter);
        var within = world.repricing.propose(world.unconfirmed(dearer, date), world.drafter);
        assertInstanceOf(Outcome.Published.class, within);
    }

    @Test
    void aCollarCountsAllThatHappenedWithinAMonth() {
        var twice = new String[] {"1.26", "1.32"};
        Instant date = world.now();
        for (var input : twice) {
            date = date.plus(Duration.ofDays(8));
            var terms = terms(input);
            var outcome = world.repricing.propose(world.unconfirmed(terms, date), world.drafter);
            assertInstanceOf(Outcome.Published.class, outcome);
        }
        var third = world.unconfirmed(terms("1.38"), date.plusSeconds(60));
        assertInstanceOf(Outcome.Unconfirmed.class, world.repricing.propose(third, world.drafter));
        var aMonthOn = world.unconfirmed(terms("1.38"), date.plus(MONTH));
        assertInstanceOf(Outcome.Published.class, world.repricing.propose(aMonthOn, world.drafter));
    }

    @Test
    void aPriceOfNothingIsRefusedWithItsFieldWhoeverConfirmsIt() {
        var energy =
                new EnergyProfile(
                        BigDecimal.ONE,
                        BigDecimal.ZERO,
                        BigDecimal.ONE,
                        EnergyProfile.Grade.C,
                        "declared");
        var terms = PriceTerms.of(Golden.base("1.20", "0", "4.80"), new BigDecimal("0.15"));
        var outcome =
                world.repricing.propose(
                        new Repricing.Proposal(
                                world.listing.id(), terms, energy, world.now(), "a slip", true),
                        world.drafter);
        assertEquals(
                Map.of("base.CACHED_INPUT", "comes to a price of 0"),
                Problem.english(assertInstanceOf(Outcome.Rejected.class, outcome).faults()));
    }

    @Test
    void aPublishedMonthlyTableRaisesPricesAfterTwoDays() {
        // 1 November in Shanghai, from a document that is kept.
        var november = Instant.parse("2026-10-31T16:00:00Z");
        world.pass(Duration.between(world.now(), Instant.parse("2026-10-29T10:00:00Z")));
        var draft =
                world.tariffs.draft(
                        world.draft(
                                TariffTable.flat(World.SHANGHAI, new BigDecimal("0.50")), november),
                        world.drafter);
        world.tariffs.attach(draft.id(), "november.pdf", new byte[] {1}, world.drafter);
        world.tariffs.verify(draft.id(), world.verifier);
        assertEquals(november, published(reprice()).effectiveFrom());
    }

    @Test
    void withoutADocumentItWaitsAWeek() {
        var november = Instant.parse("2026-10-31T16:00:00Z");
        world.pass(Duration.between(world.now(), Instant.parse("2026-10-29T10:00:00Z")));
        world.tariff(TariffTable.flat(World.SHANGHAI, new BigDecimal("0.50")), november);
        assertEquals(
                Notice.earliest(world.now(), Notice.OF_INCREASE),
                published(reprice()).effectiveFrom());
    }

    private static PriceVersion published(Outcome outcome) {
        return assertInstanceOf(Outcome.Published.class, outcome).version();
    }

    private static ListingRules.Rules rise(int bps) {
        return new ListingRules.Rules(bps, 5_000, 0, ListingRules.LockForm.FREEZE, 0, 0);
    }

    private static PriceTerms terms(String input) {
        return PriceTerms.of(Golden.base(input, "0.12", "4.80"), new BigDecimal("0.15"));
    }

    private Outcome tariff(String perKwh) {
        world.tariff(TariffTable.flat(World.SHANGHAI, new BigDecimal(perKwh)));
        return reprice();
    }

    private Outcome reprice() {
        var outcomes = world.repricing.reprice(world.site.id(), world.drafter);
        return outcomes.values().iterator().next();
    }

    private static void refused(ProblemType type, org.junit.jupiter.api.function.Executable act) {
        assertEquals(type, assertThrows(Problem.class, act).type());
    }
}
