package io.intertie.choice;

import io.intertie.platform.inject.Direct;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The choices of routing: taken down at once, written in batches, read by whom they concern.
///
/// **Always true** `record` takes no lock and asks no database; what does not fit is lost, counted,
/// and holds nothing up (`ChoicesTest`).
@Direct
public class Choices {
    /// How long a choice is kept.
    public static final Duration STAYS = Duration.ofDays(30);

    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final Duration FORGET = Duration.ofHours(1);
    private static final int MOST_WAITING = 20_000;
    private static final int BATCH = 1_000;

    private final ChoiceStore store;
    private final Clock clock;
    private final Queue<Choice> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private List<Choice> unwritten = List.of();

    @Inject
    public Choices(Database database, Clock clock) {
        this.store = new ChoiceStore(database);
        this.clock = clock;
    }

    /// Takes a choice down, unless too many wait.
    public void record(Choice choice) {
        if (count.incrementAndGet() > MOST_WAITING) {
            count.decrementAndGet();
            lost.increment();
            return;
        }
        waiting.add(choice);
    }

    /// How many choices have been lost since the start.
    public long lost() {
        return lost.sum();
    }

    /// The choice of a request, if there was one and it is not too old; whose request it is, is for
    /// the caller to check.
    public Optional<Choice> of(UUID requestId) {
        return store.find(requestId);
    }

    /// What routing made of listings since a day (UTC), the newest day first and the most frequent
    /// first in it.
    public List<Tally> tallies(Collection<UUID> listings, LocalDate since) {
        return store.tallies(listings, since);
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("choices", FLUSH, this::flush);
        jobs.every("old choices", FORGET, this::forget);
    }

    /// Writes what waits. While the database is away a batch is held back, and the rest waits.
    @PreDestroy
    synchronized void flush() {
        while (true) {
            if (unwritten.isEmpty()) {
                unwritten = taken();
            }
            if (unwritten.isEmpty()) {
                return;
            }
            try {
                store.add(unwritten);
                unwritten = List.of();
            } catch (DatabaseAway away) {
                return;
            } catch (RuntimeException failed) {
                lost.add(unwritten.size());
                unwritten = List.of();
                throw failed;
            }
        }
    }

    private List<Choice> taken() {
        var batch = new ArrayList<Choice>();
        while (batch.size() < BATCH) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            count.decrementAndGet();
            batch.add(next);
        }
        return batch;
    }

    void forget() {
        store.forget(clock.instant().minus(STAYS));
    }
}
