package io.intertie.certification;

import io.intertie.audit.Trail;
import io.intertie.catalog.Catalog;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.platform.persistence.UuidV7;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The story of a certification: a provider starts a run, the market walks its steps at the real
/// endpoint, and what was passed lets the listing go live.
///
/// **Always true** a listing has one run under way at most; a run ends once, by itself, by its
/// provider, or as interrupted when its node has not been seen for a minute (`CertificationTest`).
@ApplicationScoped
public class Certification {
    private static final Logger LOG = Logger.getLogger(Certification.class.getName());
    private static final Actor MARKET = Actor.market("certification");
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int RUNS_AN_HOUR = 20;
    private static final int RUNS_AT_ONCE = 16;
    private static final int SHOWN = 20;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int TRIES = 60;

    private final Catalog catalog;
    private final Examiner examiner;
    private final RunStore runs;
    private final Database database;
    private final Trail trail;
    private final Jobs jobs;
    private final Clock clock;
    private final Semaphore room = new Semaphore(RUNS_AT_ONCE);
    private final Map<UUID, Examination> underWay = new ConcurrentHashMap<>();

    @Inject
    Certification(
            Catalog catalog,
            Examiner examiner,
            Database database,
            Trail trail,
            Jobs jobs,
            Clock clock) {
        this.catalog = catalog;
        this.examiner = examiner;
        this.runs = new RunStore(database);
        this.database = database;
        this.trail = trail;
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Begins a run, which goes on by itself.
    ///
    /// @throws Problem if the listing is not theirs, is retired, has a run under way, or had too
    ///   many in the last hour
    public Run start(UUID listingId, Actor actor) {
        if (!room.tryAcquire()) {
            throw tooMany(
                    Wording.of("run.many", "Too many runs are under way. Try again in a minute."));
        }
        var isUnderWay = false;
        try {
            var run = database.transaction(() -> begun(listingId, actor));
            var examination = examiner.open(subject(listingId));
            underWay.put(run.id(), examination);
            var _ = jobs.now("certification " + run.id(), () -> carryOut(run, examination));
            isUnderWay = true;
            return run;
        } finally {
            if (!isUnderWay) {
                room.release();
            }
        }
    }

    private Run begun(UUID listingId, Actor actor) {
        var listing = catalog.beginCertification(listingId, actor);
        var now = clock.instant();
        if (runs.of(listingId, 1).stream().anyMatch(Run::isRunning)) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of("run.busy", "A run of this listing is under way already."));
        }
        if (runs.startedSince(listingId, now.minus(Duration.ofHours(1))) >= RUNS_AN_HOUR) {
            throw tooMany(
                    Wording.of(
                            "run.often",
                            "This listing had too many runs in an hour. Try again later."));
        }
        var run =
                new Run(
                        UuidV7.at(now),
                        listing.id(),
                        Run.State.RUNNING,
                        actor.name(),
                        now,
                        Optional.empty(),
                        Examination.waiting(subject(listingId)));
        runs.insert(run);
        record(actor, "certification.started", run, Map.of());
        return run;
    }

    private Subject subject(UUID listingId) {
        var listing = catalog.listing(listingId).orElseThrow();
        var model = catalog.model(listing.modelId()).orElseThrow();
        return new Subject(listing, model, catalog.credential(listingId));
    }

    private void carryOut(Run run, Examination examination) {
        try (examination) {
            var steps = examination.take(told -> note(run.id(), told));
            var isPassed = steps.stream().allMatch(one -> one.progress() == Run.Progress.PASSED);
            // Whoever cancelled it says as what it ended.
            if (!examination.isCancelled()) {
                endAtLast(run, isPassed ? Run.State.PASSED : Run.State.FAILED);
            }
        } finally {
            underWay.remove(run.id());
            room.release();
        }
    }

    // A database that is away when a run ends costs its provider a minute, not the quarter of an
    // hour that it took; after that the run is found interrupted.
    private void endAtLast(Run run, Run.State state) {
        for (var tried = 1; ; tried++) {
            try {
                end(run, state, MARKET);
                return;
            } catch (DatabaseAway away) {
                if (tried == TRIES || Thread.currentThread().isInterrupted()) {
                    throw away;
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    /// A lost database costs what is seen of the progress, not the run.
    private void note(UUID id, List<Run.Result> told) {
        try {
            runs.progress(id, told, clock.instant());
        } catch (DatabaseAway away) {
            LOG.log(Level.WARNING, "certification {0}: the database is away", id);
        }
    }

    private void end(Run run, Run.State state, Actor actor) {
        database.transaction(() -> {
            if (runs.end(run.id(), state, clock.instant())) {
                var passed = Optional.of(run.id()).filter(_ -> state == Run.State.PASSED);
                catalog.endCertification(run.listingId(), passed, MARKET);
                record(actor, "certification.ended", run, Map.of("state", state.word()));
            }
        });
    }

    /// Ends a run that is under way; one that has ended stays as it is.
    ///
    /// @throws Problem if it is not theirs
    public Run cancel(UUID listingId, UUID runId, Actor actor) {
        var listing = catalog.listing(listingId).orElseThrow(Certification::notFound);
        if (!actor.mayActFor(listing.providerId())) {
            throw notFound();
        }
        end(run(listingId, runId).orElseThrow(Certification::notFound), Run.State.CANCELLED, actor);
        Optional.ofNullable(underWay.get(runId)).ifPresent(Examination::cancel);
        return run(listingId, runId).orElseThrow(Certification::notFound);
    }

    /// The run once it has ended, or as it is after `patience`.
    public Run await(Run run, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        var seen = run;
        while (seen.isRunning() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK.toNanos());
            seen = run(run.listingId(), run.id()).orElse(seen);
        }
        return seen;
    }

    /// A listing's run, for whoever may see the listing as its provider does.
    public Optional<Run> run(UUID listingId, UUID runId) {
        return runs.find(runId).filter(run -> run.listingId().equals(listingId));
    }

    /// A listing's last runs, the newest first.
    public List<Run> runs(UUID listingId) {
        return runs.of(listingId, SHOWN);
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        watch();
        jobs.every("certification", BEAT, this::watch);
    }

    /// Shows that this node's runs go on, and ends those of nodes that are gone.
    void watch() {
        var now = clock.instant();
        underWay.forEach((id, examination) -> {
            if (!runs.beat(id, now)) {
                examination.cancel();
            }
        });
        interrupt(now.minus(SILENCE));
    }

    private void interrupt(Instant last) {
        runs.silentSince(last).forEach(run -> end(run, Run.State.INTERRUPTED, MARKET));
    }

    @PreDestroy
    void stop() {
        underWay.forEach((id, examination) -> {
            examination.cancel();
            try {
                runs.find(id).ifPresent(run -> end(run, Run.State.INTERRUPTED, MARKET));
            } catch (RuntimeException away) {
                LOG.log(Level.WARNING, "certification {0} will be found interrupted", id);
            }
        });
    }

    private void record(Actor actor, String action, Run run, Map<String, String> more) {
        var detail = new java.util.HashMap<String, String>(more);
        detail.put("run", run.id().toString());
        trail.record(actor, action, "listing:" + run.listingId(), detail);
    }

    private static Problem tooMany(Wording detail) {
        return new Problem(ProblemType.TOO_MANY_REQUESTS, detail);
    }

    private static Problem notFound() {
        return new Problem(
                ProblemType.NOT_FOUND,
                Wording.of("run.none", "There is no such run or listing of yours."));
    }
}
