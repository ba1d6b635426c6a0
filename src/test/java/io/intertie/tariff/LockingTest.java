package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.ListingRules.LockForm;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Prices that a subscription keeps.
class LockingTest {
    private final World world = new World();
    private final UUID listing = world.listing.id();
    private final UUID lock = UUID.randomUUID();

    @BeforeEach
    void aListingHasAPrice() {
        world.quote(Golden.CNY, "1", 0);
        world.tariff(Golden.table());
        world.price(Golden.terms());
        world.pass(Duration.ofHours(1));
    }

    @Test
    void aFrozenPriceIsTheListPriceWithTheSpreadForItsDays() {
        grant(90, LockForm.FREEZE);
        world.repricing.lock(lock, listing, 25, world.drafter);
        var locked = newest();
        assertEquals(PriceVersion.Kind.LOCK, locked.kind());
        assertEquals("5", locked.inputs().formulaVersion());
        // 1 % and 1.645 × 0.5 % × √25 instead of 1 %; the provider's share stays.
        assertEquals("0.051125", spread(locked).toPlainString());
        assertEquals(1_046_000, output(locked, Golden.USD));
        assertEquals(output(list(), Golden.CNY), output(locked, Golden.CNY));
        assertEquals(Set.of(6_240_878L), nets(locked));
        assertEquals(locked.inputsHash(), Canonical.sha256(PriceText.write(locked.inputs())));
        assertEquals(1, world.book.locked(Set.of(lock)).getOrDefault(lock, List.of()).size());
    }

    @Test
    void aFrozenPriceStaysWhateverBecomesOfTheTariff() {
        grant(90, LockForm.FREEZE);
        world.repricing.lock(lock, listing, 25, world.drafter);
        var before = newest();
        reprice("0.30");
        assertEquals(before, newest());
        assertEquals(1, world.book.at(listing, world.now()).stream().count());
    }

    @Test
    void anIndexMovesWithTheElectricityShareAloneAndDownAtOnce() {
        grant(90, LockForm.INDEX);
        world.repricing.lock(lock, listing, 25, world.drafter);
        var before = newest();
        reprice("0.353992");
        var after = newest();
        assertEquals(2, after.number());
        assertEquals(world.now(), after.effectiveFrom());
        // T falls to 0.820350 of itself, and electricity is 11.5509 % of the cost: −2.0751 %.
        assertEquals(Set.of(6_111_372L), nets(after));
        assertEquals(1_046_000, output(before, Golden.USD));
        assertEquals(1_024_300, output(after, Golden.USD));
    }

    @Test
    void anIndexIsKeptWithinItsBoundsAndRisesAfterThirtyDays() {
        grant(90, LockForm.INDEX);
        world.repricing.lock(lock, listing, 25, world.drafter);
        var before = newest();
        world.rules.set(listing, rules(90, LockForm.INDEX, 90_000), world.drafter);
        reprice("2.00");
        var after = newest();
        assertEquals(Notice.earliest(world.now(), Notice.OF_LOCKED), after.effectiveFrom());
        // The tariff fourfold, clamped to +20 %: N × (1 + 0.2 × 0.115509).
        assertEquals(Set.of(6_385_054L), nets(after));
        assertEquals(before.id(), at(after.effectiveFrom().minusSeconds(1)));
        assertEquals(after.id(), at(after.effectiveFrom()));
    }

    @Test
    void anIndexIsFollowedUntilThirtyDaysAfterTheLocksEnd() {
        grant(90, LockForm.INDEX);
        world.repricing.lock(lock, listing, 25, world.drafter);
        world.pass(Duration.ofDays(55).minusHours(2));
        reprice("0.40");
        assertEquals(2, newest().number());
        reprice("0.39");
        assertEquals(2, newest().number());
    }

    @Test
    void aLockIsRefusedWhereTheProviderGrantsNoneOrFewerDays() {
        refused("This listing grants no locks.", 1);
        grant(30, LockForm.FREEZE);
        refused("This listing grants locks of 1 to 30 days.", 31);
        refused("This listing grants locks of 1 to 30 days.", 0);
        assertEquals(List.of(), world.book.of(lock));
    }

    @Test
    void aListingWithoutAPriceCannotBeLocked() {
        var other = new World();
        other.rules.set(other.listing.id(), rules(30, LockForm.FREEZE, 1_000), other.drafter);
        var refused =
                assertThrows(
                        Problem.class,
                        () -> other.repricing.lock(lock, other.listing.id(), 3, other.drafter));
        assertEquals(ProblemType.CONFLICT, refused.type());
    }

    private void refused(String why, int days) {
        var refused =
                assertThrows(
                        Problem.class,
                        () -> world.repricing.lock(lock, listing, days, world.drafter));
        assertEquals(Map.of("days", why), refused.fields());
    }

    private void grant(int days, LockForm form) {
        world.rules.set(listing, rules(days, form, 1_000), world.drafter);
    }

    private static ListingRules.Rules rules(int days, LockForm form, int riseBps) {
        return new ListingRules.Rules(riseBps, 5_000, days, form, 2_000, 2_000);
    }

    private void reprice(String perKwh) {
        world.pass(Duration.ofHours(1));
        world.tariff(TariffTable.flat(World.SHANGHAI, new BigDecimal(perKwh)));
        var outcomes = world.repricing.reprice(world.site.id(), world.drafter);
        assertTrue(
                outcomes.values().stream().allMatch(Repricing.Outcome.Published.class::isInstance),
                () -> outcomes.toString());
    }

    private UUID at(java.time.Instant instant) {
        return world.book.of(lock).stream()
                .filter(version -> version.isInForceAt(instant))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private PriceVersion newest() {
        return world.book.of(lock).getFirst();
    }

    private PriceVersion list() {
        return world.book.at(listing, world.now()).orElseThrow().version();
    }

    private static BigDecimal spread(PriceVersion version) {
        var spreads = version.inputs().particulars().lock().orElseThrow().spreads();
        return spreads.getOrDefault(Golden.USD, BigDecimal.ZERO);
    }

    private static long output(PriceVersion version, io.intertie.money.Currency currency) {
        return version.line(TokenClass.OUTPUT, Band.FLAT, currency)
                .orElseThrow()
                .buyerMicroPerMillion();
    }

    private static Set<Long> nets(PriceVersion version) {
        return version.lines().stream()
                .filter(line -> line.tokens() == TokenClass.OUTPUT)
                .map(PriceVersion.Line::providerMicroPerMillion)
                .collect(java.util.stream.Collectors.toSet());
    }
}
