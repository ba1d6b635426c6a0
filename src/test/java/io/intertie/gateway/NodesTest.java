package io.intertie.gateway;

import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeyChanged;
import io.intertie.access.ApiKeyRevoked;
import io.intertie.access.ApiKeys;
import io.intertie.access.SpendLimitChanged;
import io.intertie.access.TestAccess;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.Strangers;
import io.intertie.gateway.routing.Router;
import io.intertie.identity.TestParties;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two nodes on one database: what one of them changes, the other one knows soon.
class NodesTest {
    private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.1");
    private static final Duration SOON = Duration.ofSeconds(1);

    private final TestPersistence persistence = TestAccess.persistence();
    private final Clock clock = Clock.systemUTC();
    private final Node here = new Node();
    private final Node there = new Node();

    private final class Node {
        private final AtomicInteger readings = new AtomicInteger();
        private final Strangers strangers = new Strangers();
        private volatile Duration pause = Duration.ZERO;
        private final TestOutbox.Node outbox =
                TestOutbox.node(persistence.database(), clock, this::told);
        private final ApiKeys keys = TestAccess.keys(persistence, clock, outbox.outbox());
        private final Snapshots snapshots = new Snapshots(this::taken, clock);

        private void told(Object event) {
            switch (event) {
                case ApiKeyChanged changed -> snapshots.onKey(changed);
                case ApiKeyRevoked revoked -> snapshots.onKey(revoked);
                case SpendLimitChanged limit -> snapshots.onLimit(limit);
                default -> throw new IllegalArgumentException(event.toString());
            }
        }

        private Snapshot taken() {
            readings.incrementAndGet();
            var origin =
                    new Admission.Origin(URI.create("http://market"), clock.instant(), strangers);
            var usable = keys.usable();
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return new Snapshot(
                    new Admission(origin, usable, List.of(), List.of()),
                    new Router(List.of()),
                    origin.takenAt());
        }

        private Admission.Identity identify(String secret) {
            return identify(secret, clock.instant());
        }

        private Admission.Identity identify(String secret, Instant receivedAt) {
            return snapshots
                    .current()
                    .admission()
                    .identify(
                            name ->
                                    name.equals("authorization")
                                            ? Optional.of("Bearer " + secret)
                                            : Optional.empty(),
                            FROM,
                            ApiKey.Scope.CHAT,
                            receivedAt);
        }

        private boolean knows(String secret) {
            return identify(secret) instanceof Admission.Identity.Known;
        }
    }

    @BeforeEach
    void open() {
        TestParties.register(persistence.database());
        here.snapshots.refresh();
        there.snapshots.refresh();
    }

    @AfterEach
    void close() {
        here.outbox.close();
        there.outbox.close();
    }

    private ApiKeys.Created made() {
        return here.keys.create(
                new ApiKeys.Request(BUYER, ApiKey.Purpose.GATEWAY, "agent", Optional.empty()), BEA);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean(), "within a second");
    }

    @Test
    void aKeyThatIsRevokedHereIsRefusedHereAtOnceAndThereWithinASecond() throws Exception {
        for (int round = 0; round < 5; round++) {
            var key = made();
            var secret = key.secret().reveal();
            assertTrue(here.knows(secret));
            await(() -> there.knows(secret));
            here.keys.revoke(key.key().id(), BUYER, BEA);
            assertFalse(here.knows(secret));
            await(() -> !there.knows(secret));
        }
    }

    /// Reading a large market takes a while: the revocation does not wait for it, and a reading
    /// that began before it does not bring the key back.
    @Test
    void aRevokedKeyIsOutThoughASlowReadingIsUnderWay() throws Exception {
        var key = made();
        var secret = key.secret().reveal();
        await(() -> there.knows(secret));
        there.pause = Duration.ofSeconds(2);
        var before = there.readings.get();
        var reading = Thread.ofVirtual().start(there.snapshots::refresh);
        await(() -> there.readings.get() > before || !reading.isAlive());
        Thread.sleep(100);
        here.keys.revoke(key.key().id(), BUYER, BEA);
        await(() -> !there.knows(secret));
        reading.join();
        assertFalse(there.knows(secret));
        there.pause = Duration.ZERO;
        there.snapshots.refresh();
        assertFalse(there.knows(secret));
    }

    @Test
    void aKeyThatIsNewOrRolledHereIsKnownThereWithinASecond() throws Exception {
        var key = made();
        await(() -> there.knows(key.secret().reveal()));
        var next = here.keys.roll(key.key().id(), BUYER, Duration.ZERO, BEA);
        await(() -> there.knows(next.secret().reveal()));
        assertFalse(there.knows(key.secret().reveal()));
    }

    @Test
    void whoAsksForWhatWasMadeJustNowElsewhereWaitsForItOnce() throws Exception {
        var secret = made().secret().reveal();
        var receivedAt = clock.instant();
        var newer = there.snapshots.newer(receivedAt).toCompletableFuture().get();
        assertFalse(newer.takenAt().isBefore(receivedAt));
        assertTrue(there.knows(secret));
    }

    @Test
    @Tag("lesson-24")
    void unknownKeysDoNotKeepTheDatabaseBusy() throws Exception {
        var before = there.readings.get();
        var begun = System.nanoTime();
        var waits = 0;
        while (System.nanoTime() - begun < SOON.toNanos()) {
            for (int i = 0; i < 1_000; i++) {
                var refused =
                        (Admission.Identity.Refused)
                                there.identify("sk-unknown-" + waits + "-" + i);
                if (!refused.isFinal()) {
                    var _ = there.snapshots.newer(clock.instant());
                }
            }
            waits++;
        }
        Thread.sleep(300);
        var readings = there.readings.get() - before;
        assertTrue(readings <= 7, readings + " readings for " + waits + ",000 unknown keys");
    }

    @Test
    void aSecretThatWasUnknownAMomentAgoIsRefusedForGood() throws Exception {
        var first = clock.instant();
        var refused = (Admission.Identity.Refused) there.identify("sk-unknown", first);
        assertFalse(refused.isFinal());
        there.snapshots.newer(first).toCompletableFuture().get();
        assertTrue(((Admission.Identity.Refused) there.identify("sk-unknown", first)).isFinal());
        assertTrue(((Admission.Identity.Refused) there.identify("sk-unknown")).isFinal());
        assertFalse(((Admission.Identity.Refused) there.identify("sk-other")).isFinal());
        assertEquals(
                "invalid_api_key",
                ((Admission.Identity.Refused) there.identify("sk-unknown")).fault().code());
    }
}
