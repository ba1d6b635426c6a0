package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.tariff.Repricing.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a change of prices has to wait for.
class NoticeTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final World world = new World();

    @BeforeEach
    void aSiteHasATariff() {
        world.tariff(Golden.table());
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
    void movingTheHoursOfSundaysAloneToADearerBandIsAnIncrease() {
        var restDays = EnumSet.of(TariffTable.DayType.SUNDAY, TariffTable.DayType.HOLIDAY);
        assertEquals(Set.of("effectiveFrom"), changed(days("CN", restDays)).keySet());
    }

    @Test
    void otherHolidaysMayMoveAnyHourSoTheyAreAnIncrease() {
        var restDays = EnumSet.of(TariffTable.DayType.HOLIDAY);
        var other = new World();
        other.tariff(days("CN", restDays));
        other.price(Golden.terms());
        other.pass(Duration.ofHours(1));
        other.tariff(days("CN-GREAT", restDays));
        assertEquals(
                Set.of("effectiveFrom"),
                rejected(
                                other.repricing.propose(
                                        other.proposal(Golden.terms(), other.now()), other.drafter))
                        .keySet());
    }

    /// What a site with cheap nights is told that makes some days dear as a whole.
    private static Map<String, String> changed(TariffTable table) {
        var other = new World();
        other.tariff(days("CN", EnumSet.noneOf(TariffTable.DayType.class)));
        other.price(Golden.terms());
        other.pass(Duration.ofHours(1));
        other.tariff(table);
        return rejected(
                other.repricing.propose(
                        other.proposal(Golden.terms(), other.now()), other.drafter));
    }

    /// Cheap nights; some days are dear all around the clock.
    private static TariffTable days(String calendar, EnumSet<TariffTable.DayType> dear) {
        var rules = new ArrayList<TariffTable.Rule>();
        for (var rule : World.nightAndDay("0.2", "0.6").rules()) {
            rules.add(on(rule, EnumSet.complementOf(dear), rule.band()));
            if (!dear.isEmpty()) {
                rules.add(on(rule, dear, Band.PEAK));
            }
        }
        return TariffTable.of(World.SHANGHAI, calendar, rules);
    }

    private static TariffTable.Rule on(
            TariffTable.Rule rule, Set<TariffTable.DayType> days, Band band) {
        var price = new BigDecimal(band == Band.PEAK ? "0.6" : "0.2");
        return new TariffTable.Rule(
                rule.months(), days, rule.from(), rule.until(), band, price, BigDecimal.ONE);
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
    void aPriceTenTimesHigherIsASlip() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        var slip = PriceTerms.of(Golden.base("12", "0.12", "60"), new BigDecimal("0.15"));
        var date = world.now().plus(Duration.ofDays(30));
        var asked = world.repricing.propose(world.unconfirmed(slip, date), world.drafter);
        var far = assertInstanceOf(Outcome.Unconfirmed.class, asked);
        assertEquals("terms", far.field());
        assertEquals("a price would move more than tenfold", far.why().english());
        var meant = world.repricing.propose(world.proposal(slip, date), world.drafter);
        assertInstanceOf(Outcome.Published.class, meant);
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
    void aDearerTariffRepricesAfterTheNotice() {
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
        world.tariff(TariffTable.flat(World.SHANGHAI, new BigDecimal("0.60")));
        var outcome =
                world.repricing.reprice(world.site.id(), world.drafter).get(world.listing.id());
        var version = assertInstanceOf(Outcome.Published.class, outcome).version();
        assertEquals(Notice.earliest(world.now(), Notice.OF_INCREASE), version.effectiveFrom());
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
        return Problem.english(assertInstanceOf(Outcome.Rejected.class, outcome).faults());
    }
}
