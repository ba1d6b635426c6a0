package io.intertie.certification;

import static io.intertie.identity.TestParties.PIA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.sandbox.SandboxProvider;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowingTest {
    private static final int SECONDS = 30;

    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final TestClock clock = new TestClock();
    private final Catalog catalog = TestCatalog.on(persistence, clock);
    private final Certification certification =
            new Certification(
                    catalog,
                    TestRuns.patientExaminer(),
                    persistence.database(),
                    TestTrail.on(persistence.database(), clock),
                    new Jobs(),
                    clock);
    private final Following following = TestCertification.following(certification);
    private final SandboxProvider sandbox = SandboxProvider.start(0);

    /// Listens, and leaves at the first sign of life or at an event's number.
    private static final class Ear implements Following.Follower {
        private final List<Run> heard = new CopyOnWriteArrayList<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final int leavesAt;

        Ear(int leavesAt) {
            this.leavesAt = leavesAt;
        }

        @Override
        public void told(Run run) throws IOException {
            if (heard.size() == leavesAt) {
                throw new IOException("gone");
            }
            heard.add(run);
        }

        @Override
        public void stillThere() throws IOException {
            throw new IOException("gone");
        }

        @Override
        public void close() {
            closed.countDown();
        }

        boolean isClosed() throws InterruptedException {
            return closed.await(SECONDS, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
    }

    @AfterEach
    void stop() {
        certification.stop();
        sandbox.close();
    }

    private Run started(String behaviour) {
        var base = sandbox.baseUrl().toString().replace("/v1", "/as/" + behaviour + "/v1");
        var listing = TestRuns.at(TestCatalog.LISTING, URI.create(base), "echo-1");
        var fresh =
                new Listing(
                        UUID.randomUUID(),
                        listing.modelId(),
                        listing.providerId(),
                        listing.dataCenterId(),
                        listing.endpoint(),
                        listing.upstreamModel(),
                        Listing.State.DRAFT,
                        listing.maxOutputTokens(),
                        listing.quantisation(),
                        listing.dataPolicy());
        return certification.start(catalog.addListing(fresh, Optional.empty(), PIA).id(), PIA);
    }

    private void everybodyIsGone() throws InterruptedException {
        for (var look = 0; following.followers() > 0; look++) {
            assertTrue(look < 100, following.followers() + " places are still taken");
            Thread.sleep(50);
        }
    }

    @Test
    void aFollowerHearsOfEachStepAndLastOfTheEnd() throws InterruptedException {
        var run = started("no_done");
        var ear = new Ear(Integer.MAX_VALUE);
        assertTrue(following.follow(run, ear));
        assertTrue(ear.isClosed());
        assertTrue(ear.heard.size() > 2, ear.heard.size() + " times");
        assertEquals(Run.State.FAILED, ear.heard.getLast().state());
        assertEquals(1, ear.heard.stream().filter(one -> !one.isRunning()).count());
        everybodyIsGone();
    }

    @Test
    void whoComesAfterTheEndIsToldSoAtOnce() throws InterruptedException {
        var run = started("hang");
        var ended = certification.cancel(run.listingId(), run.id(), PIA);
        var ear = new Ear(Integer.MAX_VALUE);
        assertTrue(following.follow(ended, ear));
        assertTrue(ear.isClosed());
        assertEquals(List.of(ended), ear.heard);
    }

    @Test
    void whoHasLeftGivesTheirPlaceBackWhileTheRunGoesOn() throws InterruptedException {
        var run = started("hang");
        var gone = new Ear(Integer.MAX_VALUE);
        var never = new Ear(0);
        assertTrue(following.follow(run, gone));
        assertTrue(following.follow(run, never));
        assertTrue(never.isClosed());
        assertTrue(gone.isClosed(), "found out by a sign of life");
        everybodyIsGone();
        assertTrue(certification.run(run.listingId(), run.id()).orElseThrow().isRunning());
    }

    @Test
    void oneRunNeverTakesEveryPlace() throws InterruptedException {
        var run = started("hang");
        for (var place = 0; place < 12; place++) {
            assertTrue(following.follow(run, new Ear(Integer.MAX_VALUE)));
        }
        assertFalse(following.follow(run, new Ear(Integer.MAX_VALUE)));
        var other = started("hang");
        var heard = new Ear(Integer.MAX_VALUE);
        assertTrue(following.follow(other, heard), "another run has its own");
        certification.cancel(run.listingId(), run.id(), PIA);
        certification.cancel(other.listingId(), other.id(), PIA);
        assertTrue(heard.isClosed());
        assertFalse(heard.heard.getLast().isRunning());
        everybodyIsGone();
    }
}
