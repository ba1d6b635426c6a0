package io.intertie.gateway;

import io.intertie.access.ApiKeyChanged;
import io.intertie.access.ApiKeyRevoked;
import io.intertie.access.SpendLimitChanged;
import io.intertie.access.SubscriptionChanged;
import io.intertie.gateway.admission.KnownKeys;
import io.intertie.gateway.admission.KnownKeys.Reading;
import io.intertie.gateway.wire.Heads;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.inject.Direct;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/// Who may call: a key is read from the database when it first calls this node, and known from then
/// on.
///
/// What changes on another node is told within a quarter of a second and forgotten at once; the
/// next call reads it. While the database is away, what is known stays in use for a minute, and
/// nothing that is not known is called unknown.
@Direct
class Callers {
    /// Many keys in one journey: wrong ones must not keep the database busy.
    private static final int TOGETHER = 256;

    private static final int MOST_WAITING = 1_000;
    private static final Duration GAP = Duration.ofMillis(25);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Function<Collection<String>, Reading> source;
    private final Supplier<Instant> carriedAt;
    private final Clock clock;
    private final Executor workers;
    private final KnownKeys known = new KnownKeys();
    private final Map<String, CompletableFuture<Boolean>> waiting = new LinkedHashMap<>();
    private boolean isReading;

    @Inject
    Callers(KeySource source, Outbox outbox, Clock clock, Jobs jobs) {
        this(source::read, outbox::carriedAt, clock, jobs.named("callers"));
    }

    Callers(
            Function<Collection<String>, Reading> source,
            Supplier<Instant> carriedAt,
            Clock clock) {
        this(source, carriedAt, clock, task -> Thread.ofVirtual().start(task));
    }

    private Callers(
            Function<Collection<String>, Reading> source,
            Supplier<Instant> carriedAt,
            Clock clock,
            Executor workers) {
        this.source = source;
        this.carriedAt = carriedAt;
        this.clock = clock;
        this.workers = workers;
    }

    KnownKeys known() {
        return known;
    }

    /// Reads the key of a request; known, or known to be none, when that is done. Blocks nobody.
    ///
    /// It fails where the database is away, and where too many wait.
    CompletionStage<Boolean> read(Heads heads) {
        return KnownKeys.secret(heads)
                .<CompletionStage<Boolean>>map(this::read)
                .orElseGet(() -> CompletableFuture.completedStage(true));
    }

    private CompletionStage<Boolean> read(String secret) {
        synchronized (waiting) {
            var asked = waiting.get(secret);
            if (asked == null && waiting.size() >= MOST_WAITING) {
                return CompletableFuture.failedStage(overloaded());
            }
            if (asked == null) {
                asked = new CompletableFuture<>();
                waiting.put(secret, asked);
            }
            if (!isReading) {
                isReading = true;
                workers.execute(this::readOn);
            }
            return asked;
        }
    }

    /// More keys come for the first time than can be read.
    static Problem overloaded() {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "Keys cannot be checked now. Nothing was charged. Try again in a few seconds.");
    }

    private void readOn() {
        for (var some = next(); !some.isEmpty(); some = next()) {
            try {
                readUntilStill(some.keySet());
                some.values().forEach(one -> one.complete(true));
            } catch (RuntimeException | Error failed) {
                // An error, too: or nobody would read any key after it.
                some.values().forEach(one -> one.completeExceptionally(failed));
            }
            pause();
        }
    }

    private void readUntilStill(Collection<String> secrets) {
        var left = secrets;
        for (int times = 0; times < 3 && !left.isEmpty(); times++) {
            left = known.read(left, clock.instant(), source);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(GAP);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, CompletableFuture<Boolean>> next() {
        var some = new HashMap<String, CompletableFuture<Boolean>>();
        synchronized (waiting) {
            Iterator<Map.Entry<String, CompletableFuture<Boolean>>> all =
                    waiting.entrySet().iterator();
            while (all.hasNext() && some.size() < TOGETHER) {
                var one = all.next();
                some.put(one.getKey(), one.getValue());
                all.remove();
            }
            isReading = !some.isEmpty();
        }
        return some;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        start(jobs);
    }

    void start(Jobs jobs) {
        jobs.every("callers", SECOND, this::hear);
    }

    /// Notes what the database was last heard to say, and reads some again that are in use for
    /// long.
    void hear() {
        known.heard(carriedAt.get());
        known.stale(clock.instant(), MOST_WAITING / 2).forEach(this::read);
    }

    void onKey(@Observes ApiKeyChanged event) {
        known.changed(event.keyId());
    }

    void onKey(@Observes ApiKeyRevoked event) {
        known.revoked(event.keyId());
    }

    void onSubscription(@Observes SubscriptionChanged event) {
        known.changedOrganisation(event.organisationId());
    }

    void onLimit(@Observes SpendLimitChanged event) {
        known.changedOrganisation(event.organisationId());
    }
}
