package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingRulesTest {
    private final World world = new World();
    private final UUID listing = world.listing.id();
    private final Actor stranger = new Actor("eve", UUID.randomUUID(), Set.of(Role.PROVIDER), "-");

    @BeforeEach
    void aListingHasAPrice() {
        world.tariff(Golden.table());
        world.price(Golden.terms());
    }

    @Test
    void aSuspendedListingIsNotOfferedUntilItIsResumed() {
        assertEquals(1, offered());
        var stopped = world.rules.suspend(listing, " cooling failed ", world.drafter);
        assertEquals("cooling failed", stopped.reason());
        assertEquals(Optional.of(stopped), world.rules.suspension(listing));
        assertEquals(0, offered());
        world.rules.resume(listing, world.drafter);
        assertEquals(Optional.empty(), world.rules.suspension(listing));
        assertEquals(1, offered());
        assertEquals(
                List.of(
                        new SuspensionChanged(listing, true, world.now().toString()),
                        new SuspensionChanged(listing, false, world.now().toString())),
                world.events.subList(world.events.size() - 2, world.events.size()));
        assertEquals("ada listing.resumed", world.acts.getLast());
    }

    @Test
    void whoSuspendsOrResumesTwiceChangesNothing() {
        var first = world.rules.suspend(listing, "fire", world.drafter);
        assertEquals(first, world.rules.suspend(listing, "flood", world.drafter));
        world.rules.resume(listing, world.drafter);
        var events = world.events.size();
        world.rules.resume(listing, world.drafter);
        assertEquals(events, world.events.size());
    }

    @Test
    void aStopNeedsAReasonAndItsOwner() {
        var blank =
                assertThrows(Problem.class, () -> world.rules.suspend(listing, " ", world.drafter));
        assertEquals(Map.of("reason", "Has 1 to 500 characters."), blank.fields());
        for (var act :
                List.<org.junit.jupiter.api.function.Executable>of(
                        () -> world.rules.suspend(listing, "mine", stranger),
                        () -> world.rules.resume(listing, stranger),
                        () -> world.rules.set(listing, ListingRules.Rules.DEFAULT, stranger))) {
            assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, act).type());
        }
        assertEquals(1, offered());
    }

    @Test
    void rulesAreTheirDefaultsUntilTheyAreSetWithinTheirRanges() {
        assertEquals(ListingRules.Rules.DEFAULT, world.rules.of(listing));
        var wrong = new ListingRules.Rules(-1, 9_001, 367, ListingRules.LockForm.FREEZE, -1, 9_001);
        var refused =
                assertThrows(Problem.class, () -> world.rules.set(listing, wrong, world.drafter));
        assertEquals(
                Set.of("rise_bps", "fall_bps", "lock_days", "index_rise_bps", "index_fall_bps"),
                refused.fields().keySet());
        var mine = new ListingRules.Rules(500, 100, 90, ListingRules.LockForm.INDEX, 300, 200);
        world.rules.set(listing, mine, world.drafter);
        assertEquals(mine, world.rules.of(listing));
    }

    private long offered() {
        return world.book.offered().stream()
                .filter(one -> one.version().listingId().equals(listing))
                .count();
    }
}
