package io.intertie.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Thousands of streams that are open at once and say something now and then: what each keeps of
/// the node's heap, and what all of them cost while they are held.
final class Held {
    private static final int STREAMS = 8_000;
    private static final int A_SECOND = 800;
    private static final Duration WATCHED = Duration.ofSeconds(10);

    private final Course course;
    private final Vitals vitals;

    Held(Course course, Vitals vitals) {
        this.course = course;
        this.vitals = vitals;
    }

    /// @param models each of a listing of its own, for one takes a thousand calls at once
    void measure(Way way, List<String> models) throws Exception {
        var idle = vitals.sample();
        var running = new ArrayList<Future<Driver.Run>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int at = 0; at < STREAMS; at++) {
                var model = models.get(at % models.size());
                var driver = course.driver(way, model, "hello", "\"stream\":true,\"slow\":true,");
                running.add(threads.submit(() -> driver.run(1, 1)));
                Thread.sleep(Duration.ofNanos(1_000_000_000L / A_SECOND));
            }
            Thread.sleep(Duration.ofSeconds(2));
            var before = way.cpu();
            var begun = System.nanoTime();
            Thread.sleep(WATCHED);
            var cores = way.cpu().minus(before).toNanos() / (double) (System.nanoTime() - begun);
            var held = vitals.sample();
            long failed = 0;
            long events = 0;
            for (var one : running) {
                var run = course.counted(way, one.get());
                failed += run.failed();
                events += run.events();
            }
            course.line("");
            course.line(
                    "| %,d streams held by the own port | heap each | cores | resident | failed"
                            + " | events lost |",
                    STREAMS);
            course.line("|---|---|---|---|---|---|");
            course.line(
                    "| one event each %d s | %.1f KiB | %.2f | %.0f MiB | %d | %d |",
                    Mock.SLOW.toSeconds(),
                    (held.heap() - idle.heap()) / (double) STREAMS,
                    cores,
                    held.resident() / 1024.0,
                    failed,
                    STREAMS * (Mock.SLOW_CHUNKS + 3L) - events);
        }
    }
}
