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
import io.intertie.access.OrganisationLimits;
import io.intertie.access.SpendLimit;
import io.intertie.access.SpendLimitChanged;
import io.intertie.access.TestAccess;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.KnownKeys.Reading;
import io.intertie.gateway.wire.Heads;
import io.intertie.identity.TestParties;
import io.intertie.money.Money;
import io.intertie.platform.config.Secret;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two nodes on one database: what one of them changes, the other one knows soon.
class NodesTest {
    private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.1");
    private static final SpendLimit LIMIT =
            new SpendLimit(Money.of("9", TestOffers.USD), SpendLimit.Reset.MONTHLY);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final TestPersistence persistence = TestAccess.persistence();
    private final Clock clock = Clock.systemUTC();
    private final Node here = new Node();
    private final Node there = new Node();

    private final class Node {
        private final AtomicInteger readings = new AtomicInteger();
        private volatile Duration pause = Duration.ZERO;
        private final TestOutbox.Node outbox =
                TestOutbox.node(persistence.database(), clock, this::told);
        private final OrganisationLimits limits =
                TestAccess.limits(persistence, clock, outbox.outbox());
        private final ApiKeys keys = TestAccess.keys(persistence, clock, outbox.outbox());
        private final Callers callers = new Callers(this::read, outbox.outbox()::carriedAt, clock);

        private void told(Object event) {
            switch (event) {
                case ApiKeyChanged changed -> callers.onKey(changed);
                case ApiKeyRevoked revoked -> callers.onKey(revoked);
                case SpendLimitChanged limit -> callers.onLimit(limit);
                default -> throw new IllegalArgumentException(event.toString());
            }
        }

        private Reading read(Collection<String> asked) {
            var usable = keys.usable(asked);
            readings.incrementAndGet();
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return new Reading(usable, List.of());
        }

        private static Heads heads(String secret) {
            return name ->
                    name.equals("authorization")
                            ? Optional.of("Bearer " + secret)
                            : Optional.empty();
        }

        private Admission.Identity identify(String secret) {
            var now = clock.instant();
            var origin = new Admission.Origin(URI.create("http://market"), now);
            return new Admission(origin, callers.known(), List.of())
                    .identify(heads(secret), FROM, ApiKey.Scope.CHAT, now);
        }

        private CompletionStage<Boolean> read(String secret) {
            return callers.read(heads(secret));
        }

        /// As a request is admitted: what is in doubt is read.
        private boolean knows(String secret) {
            var identity = identify(secret);
            if (identity instanceof Admission.Identity.Refused refused
                    && refused.doubt() == Admission.Doubt.KEY) {
                assertTrue(read(secret).toCompletableFuture().join());
                identity = identify(secret);
            }
            return identity instanceof Admission.Identity.Known;
        }

        /// Whether it opens anything without asking the database.
        private boolean remembers(String secret) {
            return identify(secret) instanceof Admission.Identity.Known;
        }
    }

    @BeforeEach
    void open() {
        TestParties.register(persistence.database());
    }

    @AfterEach
    void close() {
        here.outbox.close();
        there.outbox.close();
    }

    private ApiKeys.Created made() {
        return here.keys.create(request(), BEA);
    }

    private static ApiKeys.Request request() {
        return new ApiKeys.Request(BUYER, ApiKey.Purpose.GATEWAY, "agent", Optional.empty());
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
            assertTrue(there.knows(secret));
            here.keys.revoke(key.key().id(), BUYER, BEA);
            assertFalse(here.remembers(secret));
            await(() -> !there.remembers(secret));
            assertFalse(there.knows(secret));
        }
    }

    /// The revocation does not wait for a reading, and one that began before it does not bring the
    /// key back.
    @Test
    void aRevokedKeyIsOutThoughASlowReadingIsUnderWay() throws Exception {
        var key = made();
        var secret = key.secret().reveal();
        assertTrue(there.knows(secret));
        var stranger = made();
        there.pause = Duration.ofMillis(1_500);
        var before = there.readings.get();
        var first = there.read(secret);
        await(() -> there.readings.get() > before);
        here.keys.revoke(key.key().id(), BUYER, BEA);
        here.keys.revoke(stranger.key().id(), BUYER, BEA);
        await(() -> !there.remembers(secret));
        first.toCompletableFuture().join();
        there.pause = Duration.ZERO;
        assertFalse(there.remembers(secret));
        assertFalse(there.knows(secret));
        assertFalse(there.knows(stranger.secret().reveal()));
    }

    @Test
    void aKeyThatIsRevokedWhileItIsReadForTheFirstTimeIsNotKept() throws Exception {
        var key = made();
        var secret = key.secret().reveal();
        there.pause = Duration.ofMillis(800);
        var reading = there.read(secret);
        await(() -> there.readings.get() > 0);
        here.keys.revoke(key.key().id(), BUYER, BEA);
        reading.toCompletableFuture().join();
        assertFalse(there.remembers(secret));
    }

    @Test
    void aKeyThatIsNewOrRolledHereIsKnownThereWithinASecond() throws Exception {
        var key = made();
        var old = key.secret().reveal();
        assertTrue(there.knows(old));
        var next = here.keys.roll(key.key().id(), BUYER, Duration.ZERO, BEA);
        assertTrue(there.knows(next.secret().reveal()));
        await(() -> !there.remembers(old));
        assertFalse(there.knows(old));
    }

    /// A stranger's secret may become a key's, as the demonstration's does.
    @Test
    void aSecretThatWasUnknownIsKnownOnceItIsAKeys() throws Exception {
        var secret = new Secret("sk-" + "a".repeat(43));
        assertFalse(there.knows(secret.reveal()));
        here.keys.adopt(request(), secret, BEA);
        await(() -> there.knows(secret.reveal()));
    }

    @Test
    void whatAnOrganisationMayDoIsForgottenThereWithinASecond() throws Exception {
        var secret = made().secret().reveal();
        assertTrue(there.knows(secret));
        here.limits.set(BUYER, LIMIT, BEA);
        await(() -> !there.remembers(secret));
        assertTrue(there.knows(secret));
    }

    @Test
    @Tag("lesson-24")
    void unknownKeysDoNotKeepTheDatabaseBusy() throws Exception {
        var begun = System.nanoTime();
        var asked = 0;
        var refused = 0;
        while (System.nanoTime() - begun < SOON.toNanos()) {
            for (int i = 0; i < 1_000; i++) {
                asked++;
                if (there.read("sk-unknown-" + asked).toCompletableFuture().isDone()) {
                    refused++;
                }
            }
            Thread.sleep(1);
        }
        var readings = there.readings.get();
        assertTrue(readings <= 41, readings + " readings for " + asked + " unknown keys");
        assertTrue(refused > 0, "whoever comes when too many wait is sent away");
    }

    @Test
    void aSecretThatWasUnknownAMomentAgoIsRefusedForGood() {
        assertEquals(Admission.Doubt.KEY, refused("sk-unknown").doubt());
        assertFalse(there.knows("sk-unknown"));
        var readings = there.readings.get();
        assertEquals(Admission.Doubt.NONE, refused("sk-unknown").doubt());
        assertFalse(there.knows("sk-unknown"));
        assertEquals(readings, there.readings.get());
        assertEquals(Admission.Doubt.KEY, refused("sk-other").doubt());
        assertEquals("invalid_api_key", refused("sk-unknown").fault().code());
    }

    private Admission.Identity.Refused refused(String secret) {
        return (Admission.Identity.Refused) there.identify(secret);
    }
}
