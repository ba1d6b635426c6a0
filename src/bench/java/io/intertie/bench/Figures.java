package io.intertie.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long each of many operations took.
///
/// **Units** nanoseconds, in rising order; `span` from the first to the last.
record Figures(long[] nanos, Duration span) {
    /// One operation of a thread, told by the thread's number and its count.
    interface Operation {
        void run(int thread, long count) throws Exception;
    }

    /// Runs `operation` from so many threads for so long.
    static Figures of(int threads, Duration time, Operation operation) throws Exception {
        var begin = System.nanoTime();
        var end = begin + time.toNanos();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<List<Long>>>();
            for (int i = 0; i < threads; i++) {
                var thread = i;
                Callable<List<Long>> work = () -> timed(thread, end, operation);
                running.add(pool.submit(work));
            }
            var all = new ArrayList<Long>();
            for (var one : running) {
                all.addAll(one.get());
            }
            var sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
            return new Figures(sorted, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static List<Long> timed(int thread, long end, Operation operation) throws Exception {
        var took = new ArrayList<Long>();
        for (long n = 0; System.nanoTime() < end; n++) {
            var start = System.nanoTime();
            operation.run(thread, n);
            took.add(System.nanoTime() - start);
        }
        return took;
    }

    /// The middle one of some figures.
    static double median(double... all) {
        var sorted = all.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    String rate() {
        return "%,.0f/s".formatted(nanos.length / (span.toNanos() / 1e9));
    }

    String at(int percent) {
        return millis(nanos[Math.min(nanos.length - 1, nanos.length * percent / 100)]);
    }

    String percentiles() {
        return "p50 " + at(50) + ", p99 " + at(99);
    }

    static String millis(long nanos) {
        return "%.1f ms".formatted(nanos / 1e6);
    }

    static String seconds(Duration span) {
        return "%.1f s".formatted(span.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return rate() + ", " + percentiles();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Figures figures && Arrays.equals(nanos, figures.nanos);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nanos);
    }
}
