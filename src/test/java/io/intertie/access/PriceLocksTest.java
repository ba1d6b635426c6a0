package io.intertie.access;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.catalog.TestCatalog.MODEL;
import static io.intertie.catalog.TestCatalog.OTHER_LISTING;
import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.money.Currency;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.platform.persistence.UuidV7;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PriceLocksTest {
    private final TestPersistence persistence = TestCatalog.persistenceWith(SubscriptionRow.class);
    private final TestClock clock = new TestClock();
    private final Catalog catalog = TestCatalog.on(persistence, clock);
    private final List<UUID> printed = new ArrayList<>();
    private final List<PriceLock> told = new ArrayList<>();
    private final Subscriptions subscriptions =
            new Subscriptions(
                    new SubscriptionStore(persistence.entityManager()),
                    catalog,
                    persistence.database(),
                    TestTrail.on(persistence.database(), clock),
                    TestOutbox.on(persistence.database(), clock),
                    clock);
    private final PriceLocks locks =
            new PriceLocks(
                    new LockStore(persistence.database()),
                    subscriptions,
                    this::print,
                    (lock, actor) -> told.add(lock),
                    persistence.database(),
                    clock);

    private void print(UUID series, UUID listing, int days, Actor actor) {
        if (days > 90) {
            throw Problem.field("days", "too long");
        }
        printed.add(series);
    }

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
        TestCatalog.goLive(catalog, persistence.database(), LISTING.id(), ADA);
    }

    @Test
    void aLockIsReadBackAsItWasTaken() {
        var pinned = subscribe(Optional.of(LISTING.id()));
        var lock = locks.lock(asked(pinned, Optional.empty(), 60), BUYER, BEA);
        assertEquals(LISTING.id(), lock.listingId());
        assertEquals(clock.instant().plus(Duration.ofDays(60)), lock.until());
        assertEquals(Optional.of(1_000L), lock.committedTokens());
        assertEquals(List.of(lock), locks.of(BUYER));
        assertEquals(List.of(lock), told);
        assertEquals(List.of(lock.id()), printed);
    }

    @Test
    void oneLockAtATimeAndTheNextOneAfterItsEnd() {
        var open = subscribe(Optional.empty());
        var first = locks.lock(asked(open, Optional.of(LISTING.id()), 10), BUYER, BEA);
        var again = asked(open, Optional.of(LISTING.id()), 10);
        var refused = assertThrows(Problem.class, () -> locks.lock(again, BUYER, BEA));
        assertEquals(ProblemType.CONFLICT, refused.type());
        clock.advance(Duration.ofDays(10));
        var second = locks.lock(again, BUYER, BEA);
        assertEquals(List.of(second, first), locks.of(BUYER));
    }

    @Test
    void whatTheProviderDoesNotGrantLeavesNothing() {
        var open = subscribe(Optional.empty());
        fault("days", asked(open, Optional.of(LISTING.id()), 91));
        fault("listing_id", asked(open, Optional.empty(), 5));
        fault("listing_id", asked(open, Optional.of(OTHER_LISTING.id()), 5));
        fault(
                "committed_tokens",
                new PriceLocks.Asked(open, Optional.of(LISTING.id()), 5, Optional.of(0L)));
        assertEquals(List.of(), locks.of(BUYER));
        assertEquals(List.of(), told);
    }

    @Test
    void anotherOrganisationsSubscriptionIsNotFoundAndItsLocksAreNotSeen() {
        var own = subscribe(Optional.of(LISTING.id()));
        locks.lock(asked(own, Optional.empty(), 5), BUYER, BEA);
        for (var organisation : List.of(BUYER, OTHER_BUYER)) {
            var refused =
                    assertThrows(
                            Problem.class,
                            () -> locks.lock(asked(own, Optional.empty(), 5), organisation, BOB));
            assertEquals(ProblemType.NOT_FOUND, refused.type());
        }
        assertEquals(List.of(), locks.of(OTHER_BUYER));
    }

    @Test
    void aLockNeverChanges() {
        locks.lock(asked(subscribe(Optional.of(LISTING.id())), Optional.empty(), 5), BUYER, BEA);
        for (var sql :
                List.of(
                        "update price_lock set locked_until = locked_until + interval '1 day'",
                        "delete from price_lock")) {
            assertThrows(DatabaseFailed.class, () -> persistence.database().sql(sql).update(), sql);
        }
    }

    private void fault(String field, PriceLocks.Asked asked) {
        var refused = assertThrows(Problem.class, () -> locks.lock(asked, BUYER, BEA));
        assertEquals(Set.of(field), refused.fields().keySet());
    }

    private static PriceLocks.Asked asked(UUID subscription, Optional<UUID> listing, int days) {
        return new PriceLocks.Asked(subscription, listing, days, Optional.of(1_000L));
    }

    private UUID subscribe(Optional<UUID> listing) {
        var wanted =
                new Subscription(
                        UuidV7.at(clock.instant()),
                        BUYER,
                        MODEL.id(),
                        listing,
                        Currency.of("EUR"),
                        Optional.empty(),
                        clock.instant(),
                        Optional.empty());
        return subscriptions.start(wanted, BEA).id();
    }
}
