package io.intertie.certification;

import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.PAT;
import static io.intertie.identity.TestParties.PIA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Listing.State;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.sandbox.SandboxProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CertificationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final TestClock clock = new TestClock();
    private final Trail trail = TestTrail.on(persistence.database(), clock);
    private final Catalog catalog = TestCatalog.on(persistence, clock);
    private final Certification certification = node();
    private final SandboxProvider sandbox = SandboxProvider.start(0);

    private Certification node() {
        return new Certification(
                catalog, TestRuns.examiner(), persistence.database(), trail, new Jobs(), clock);
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

    private UUID listed(String behaviour) {
        var base = sandbox.baseUrl().toString();
        var endpoint = behaviour.isEmpty() ? base : base.replace("/v1", "/as/" + behaviour + "/v1");
        return listed(URI.create(endpoint), Optional.empty());
    }

    private UUID listed(URI endpoint, Optional<Secret> credential) {
        var listing = TestRuns.at(TestCatalog.LISTING, endpoint, "echo-1");
        var fresh =
                new Listing(
                        UUID.randomUUID(),
                        listing.modelId(),
                        listing.providerId(),
                        listing.dataCenterId(),
                        listing.endpoint(),
                        listing.upstreamModel(),
                        State.DRAFT,
                        listing.maxOutputTokens(),
                        listing.quantisation(),
                        listing.dataPolicy());
        return catalog.addListing(fresh, credential, PIA).id();
    }

    private Run ended(UUID listing) {
        return certification.await(certification.start(listing, PIA), PATIENCE);
    }

    private State state(UUID listing) {
        return catalog.listing(listing).orElseThrow().state();
    }

    @Test
    void aPassedRunLetsTheListingGoLive() {
        var id = listed("");
        var run = certification.start(id, PIA);
        assertEquals(State.CERTIFYING, state(id));
        assertTrue(run.isRunning());
        var ended = certification.await(run, PATIENCE);
        assertEquals(Run.State.PASSED, ended.state(), () -> TestRuns.lines(ended.steps()));
        assertEquals(Optional.of(run.id()), catalog.listing(id).orElseThrow().certificate());
        assertEquals(State.LIVE, catalog.move(id, State.LIVE, PIA).state());
        assertEquals(List.of(ended), certification.runs(id));
        var lines = TestTrail.lines(trail).toString();
        assertTrue(lines.contains("pia certification.started"), lines);
        assertTrue(lines.contains("job:certification certification.ended"), lines);
    }

    @Test
    void aFailedRunMakesItADraftAgainThatCannotGoLive() {
        var id = listed("no_done");
        var ended = ended(id);
        assertEquals(Run.State.FAILED, ended.state());
        assertEquals(State.DRAFT, state(id));
        refused(ProblemType.CONFLICT, () -> catalog.move(id, State.LIVE, PIA));
    }

    @Test
    void aLiveListingStaysLiveWhileItIsExaminedAgain() {
        var id = listed("no_done");
        TestCatalog.goLive(catalog, persistence.database(), id, PIA);
        var first = catalog.listing(id).orElseThrow().certificate();
        var ended = ended(id);
        assertEquals(Run.State.FAILED, ended.state());
        assertEquals(State.LIVE, state(id));
        assertEquals(first, catalog.listing(id).orElseThrow().certificate());
    }

    @Test
    void aPausedListingComesBackOnlyByThePassOfItsLastRun() {
        var id = listed("no_done");
        TestCatalog.goLive(catalog, persistence.database(), id, PIA);
        catalog.move(id, State.PAUSED, PIA);
        var _ = ended(id);
        assertEquals(State.PAUSED, state(id));
        refused(ProblemType.CONFLICT, () -> catalog.move(id, State.LIVE, PIA));
        assertEquals(State.RETIRED, catalog.move(id, State.RETIRED, PIA).state());
        refused(ProblemType.CONFLICT, () -> certification.start(id, PIA));
    }

    @Test
    void oneRunAtATimeAndItCanBeCancelled() {
        var id = listed("hang");
        var run = certification.start(id, PIA);
        refused(ProblemType.CONFLICT, () -> certification.start(id, PIA));
        for (var stranger : List.of(PAT, BEA, AVA)) {
            refused(ProblemType.NOT_FOUND, () -> certification.cancel(id, run.id(), stranger));
        }
        assertEquals(Run.State.CANCELLED, certification.cancel(id, run.id(), PIA).state());
        assertEquals(State.DRAFT, state(id));
        assertEquals(Run.State.CANCELLED, certification.cancel(id, run.id(), PIA).state());
        var next = certification.start(id, PIA);
        assertTrue(next.isRunning());
        certification.cancel(id, next.id(), ADA);
    }

    @Test
    void nobodyElseStartsARunOrFindsItUnderAnotherListing() {
        var id = listed("");
        for (Actor stranger : List.of(PAT, BEA, AVA)) {
            refused(ProblemType.NOT_FOUND, () -> certification.start(id, stranger));
        }
        assertEquals(State.DRAFT, state(id));
        var run = certification.start(id, PIA);
        assertEquals(Optional.empty(), certification.run(TestCatalog.OTHER_LISTING.id(), run.id()));
        assertEquals(List.of(), certification.runs(TestCatalog.OTHER_LISTING.id()));
        refused(
                ProblemType.NOT_FOUND,
                () -> certification.cancel(TestCatalog.OTHER_LISTING.id(), run.id(), PAT));
        certification.cancel(id, run.id(), PIA);
    }

    @Test
    void aRunWhoseNodeIsGoneIsMarkedInterrupted() {
        var id = listed("hang");
        var run = certification.start(id, PIA);
        var other = node();
        clock.advance(Duration.ofSeconds(30));
        other.watch();
        assertTrue(certification.run(id, run.id()).orElseThrow().isRunning(), "not yet");
        certification.watch();
        clock.advance(Duration.ofSeconds(50));
        other.watch();
        assertTrue(certification.run(id, run.id()).orElseThrow().isRunning(), "it was seen since");
        clock.advance(Duration.ofSeconds(61));
        other.watch();
        assertEquals(Run.State.INTERRUPTED, certification.run(id, run.id()).orElseThrow().state());
        assertEquals(State.DRAFT, state(id));
    }

    @Test
    void aStopInterruptsWhatIsUnderWay() {
        var id = listed("hang");
        var run = certification.start(id, PIA);
        certification.stop();
        assertEquals(Run.State.INTERRUPTED, certification.run(id, run.id()).orElseThrow().state());
    }

    @Test
    void sixteenRunsHaveRoomOnANodeHoweverManyAreStartedAtOnce() throws Exception {
        var listings = new ArrayList<UUID>();
        for (int i = 0; i < 24; i++) {
            listings.add(listed("hang"));
        }
        var tried = new ArrayList<Future<Run>>();
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            listings.forEach(id -> tried.add(starters.submit(() -> certification.start(id, PIA))));
        }
        var begun = tried.stream().filter(one -> one.state() == Future.State.SUCCESS).toList();
        assertEquals(16, begun.size());
        for (var one : begun) {
            var run = one.get();
            certification.cancel(run.listingId(), run.id(), PIA);
            var _ = certification.await(run, PATIENCE);
        }
        assertEquals(Run.State.PASSED, passes().state(), "there is room again");
    }

    // Whoever was cancelled leaves its room a moment later.
    private Run passes() {
        var id = listed("");
        for (int i = 0; ; i++) {
            try {
                return ended(id);
            } catch (Problem full) {
                assertTrue(i < 100, full.getMessage());
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    @Test
    void tooManyRunsInAnHourAreRefused() {
        var id = listed("status.503");
        for (int i = 0; i < 20; i++) {
            var _ = ended(id);
        }
        refused(ProblemType.TOO_MANY_REQUESTS, () -> certification.start(id, PIA));
        assertEquals(State.DRAFT, state(id), "refused before anything was moved");
        clock.advance(Duration.ofHours(2));
        var _ = ended(id);
    }

    @Test
    void aCredentialIsUsedAndNeverKept() {
        try (var guarded = SandboxProvider.start(0, "guarded-credential-9")) {
            var secret = new Secret("guarded-credential-9");
            var ended = ended(listed(guarded.baseUrl(), Optional.of(secret)));
            assertEquals(Run.State.PASSED, ended.state(), () -> TestRuns.lines(ended.steps()));
            var kept =
                    persistence
                            .database()
                            .sql("select steps from certification_run")
                            .list(row -> row.text("steps"));
            assertFalse(kept.toString().contains(secret.reveal()));
        }
    }

    private static void refused(ProblemType type, Executable act) {
        assertEquals(type, assertThrows(Problem.class, act).type());
    }
}
