package io.intertie.quality;

import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.quality.BucketStore.Place;
import io.intertie.quality.BucketStore.Span;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// This node's samples on their way to the database: many threads put in without a lock, one takes
/// out.
///
/// What it holds is bounded: so many samples, and half an hour of minutes while the database is
/// away. A minute that is older is given up, before any node may have rolled it up.
final class Intake {
    private static final int MOST_WAITING = 100_000;
    private static final Duration LONGEST_AWAY = Duration.ofMinutes(30);

    private final UUID node = UUID.randomUUID();
    private final BucketStore store;
    private final Clock clock;
    private final Queue<Sample> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private final TreeMap<Place, Bucket> minutes =
            new TreeMap<>(Comparator.comparing(Place::startsAt).thenComparing(Place::listingId));
    private final Set<Place> changed = new HashSet<>();

    Intake(BucketStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Takes a sample, at once, whatever goes on elsewhere.
    void put(Sample sample) {
        if (count.incrementAndGet() > MOST_WAITING) {
            count.decrementAndGet();
            lost.increment();
            return;
        }
        waiting.add(sample);
    }

    long lost() {
        return lost.sum();
    }

    /// Adds what waits to the present minute, and writes the minutes that changed.
    synchronized void flush() {
        var now = clock.instant();
        var minute = Span.MINUTE.startOf(now);
        for (var one = taken(); one.isPresent(); one = taken()) {
            add(new Place(one.get().listingId(), minute), one.get());
        }
        giveUp();
        try {
            store.put(Span.MINUTE, node, minutes, changed);
        } catch (DatabaseAway away) {
            return;
        }
        changed.clear();
        minutes.keySet().removeIf(place -> place.startsAt().isBefore(minute));
    }

    private Optional<Sample> taken() {
        var sample = Optional.ofNullable(waiting.poll());
        sample.ifPresent(_ -> count.decrementAndGet());
        return sample;
    }

    private void add(Place place, Sample sample) {
        minutes.computeIfAbsent(place, _ -> new Bucket()).add(sample);
        changed.add(place);
    }

    private void giveUp() {
        var last = clock.instant().minus(LONGEST_AWAY);
        while (!minutes.isEmpty() && minutes.firstKey().startsAt().isBefore(last)) {
            var oldest = minutes.pollFirstEntry();
            if (changed.remove(oldest.getKey())) {
                lost.add(oldest.getValue().measured().calls());
            }
        }
    }
}
