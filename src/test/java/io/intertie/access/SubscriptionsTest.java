package io.intertie.access;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.catalog.TestCatalog.MODEL;
import static io.intertie.catalog.TestCatalog.OTHER_LISTING;
import static io.intertie.catalog.TestCatalog.OTHER_MODEL;
import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.TestParties;
import io.intertie.money.Currency;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.platform.persistence.UuidV7;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SubscriptionsTest {
    private final TestPersistence persistence = TestCatalog.persistenceWith(SubscriptionRow.class);
    private final TestClock clock = new TestClock();
    private final Catalog catalog = TestCatalog.on(persistence, clock);
    private final Subscriptions subscriptions =
            new Subscriptions(
                    new SubscriptionStore(persistence.entityManager()),
                    catalog,
                    persistence.database(),
                    TestTrail.on(persistence.database(), clock),
                    TestOutbox.on(persistence.database(), clock),
                    clock);

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
        TestCatalog.goLive(catalog, persistence.database(), LISTING.id(), ADA);
    }

    @Test
    void aSubscriptionIsReadBackAsItStarted() {
        var wanted = subscription(MODEL.id(), Optional.of(LISTING.id()), Optional.of(900_000L));
        assertEquals(wanted, subscriptions.start(wanted, BEA));
        assertEquals(List.of(wanted), subscriptions.of(BUYER));
        assertEquals(List.of(wanted), subscriptions.live(List.of(BUYER, OTHER_BUYER)));
        assertEquals(
                new SubscriptionChanged(BUYER),
                TestOutbox.events(persistence.database()).getLast());
    }

    @Test
    void aSecondSubscriptionToTheModelIsTheFirst() {
        var first = subscriptions.start(plain(MODEL.id()), BEA);
        assertEquals(first, subscriptions.start(plain(MODEL.id()), BEA));
        var other = subscriptions.start(plain(OTHER_MODEL.id()), BEA);
        assertEquals(Set.of(first, other), Set.copyOf(subscriptions.of(BUYER)));
    }

    @Test
    void tenAtOnceStartOne() throws Exception {
        Callable<UUID> start = () -> subscriptions.start(plain(MODEL.id()), BEA).id();
        var ids = new HashSet<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(java.util.Collections.nCopies(10, start))) {
                ids.add(done.get());
            }
        }
        assertEquals(1, ids.size());
        assertEquals(1, subscriptions.live(List.of(BUYER, OTHER_BUYER)).size());
    }

    @Test
    void oneThatEndedIsLiveNoMoreAndMayStartAnew() {
        var first = subscriptions.start(plain(MODEL.id()), BEA);
        var ended = subscriptions.end(first.id(), BUYER, BEA);
        assertEquals(Optional.of(clock.instant()), ended.endedAt());
        assertEquals(List.of(), subscriptions.live(List.of(BUYER, OTHER_BUYER)));
        clock.advance(Duration.ofHours(1));
        assertEquals(ended, subscriptions.end(first.id(), BUYER, BEA));
        var again = subscriptions.start(plain(MODEL.id()), BEA);
        assertEquals(List.of(again), subscriptions.live(List.of(BUYER, OTHER_BUYER)));
        assertEquals(List.of(again, ended), subscriptions.of(BUYER));
    }

    @Test
    void anotherOrganisationsSubscriptionIsNotFound() {
        var own = subscriptions.start(plain(MODEL.id()), BEA);
        assertEquals(List.of(), subscriptions.of(OTHER_BUYER));
        notFound(() -> subscriptions.end(own.id(), OTHER_BUYER, BOB));
        notFound(() -> subscriptions.end(own.id(), BUYER, BOB));
        notFound(() -> subscriptions.end(own.id(), OTHER_BUYER, BEA));
        notFound(() -> subscriptions.end(own.id(), BUYER, AVA));
        notFound(() -> subscriptions.start(plain(OTHER_MODEL.id()), BOB));
        assertEquals(List.of(own), subscriptions.live(List.of(BUYER, OTHER_BUYER)));
    }

    @Test
    void whatNobodyOffersIsRefusedAtItsField() {
        faultAt("modelId", plain(new UUID(0, 0)));
        faultAt("listingId", pinned(MODEL.id(), new UUID(0, 0)));
        faultAt("listingId", pinned(OTHER_MODEL.id(), LISTING.id()));
        faultAt("listingId", pinned(MODEL.id(), OTHER_LISTING.id()));
        faultAt(
                "maxOutputMicroPerMillion",
                subscription(MODEL.id(), Optional.empty(), Optional.of(0L)));
        assertEquals(List.of(), subscriptions.live(List.of(BUYER, OTHER_BUYER)));
    }

    private void faultAt(String field, Subscription wanted) {
        var problem = assertThrows(Problem.class, () -> subscriptions.start(wanted, BEA));
        assertEquals(Set.of(field), problem.fields().keySet());
    }

    private Subscription plain(UUID modelId) {
        return subscription(modelId, Optional.empty(), Optional.empty());
    }

    private Subscription pinned(UUID modelId, UUID listingId) {
        return subscription(modelId, Optional.of(listingId), Optional.empty());
    }

    private Subscription subscription(
            UUID modelId, Optional<UUID> listingId, Optional<Long> maxOutputMicroPerMillion) {
        return new Subscription(
                UuidV7.at(clock.instant()),
                BUYER,
                modelId,
                listingId,
                Currency.of("EUR"),
                maxOutputMicroPerMillion,
                clock.instant(),
                Optional.empty());
    }

    private static void notFound(Executable act) {
        assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, act).type());
    }
}
