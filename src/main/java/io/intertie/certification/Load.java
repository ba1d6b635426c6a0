package io.intertie.certification;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// The steps that ask whether an endpoint holds out: some calls at once, again and again for a
/// while; and how steadily their tokens came.
///
/// A fast endpoint is called in measure, so that it is loaded to the end of that while by no more
/// calls than its provider is told. What is kept of them is bounded, whatever they answer.
final class Load {
    private static final int OUTPUT_TOKENS = 32;
    private static final int MOST_GAPS_OF_A_CALL = 64;
    private static final int ENOUGH_GAPS = 20;
    private static final int BURST = 10;

    private final Probe probe;
    private final Pace pace;
    private final Question question;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final ConcurrentLinkedQueue<Reply> failed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<long[]> gaps = new ConcurrentLinkedQueue<>();

    Load(Probe probe, Pace pace, Subject subject, Wording wording) {
        this.probe = probe;
        this.pace = pace;
        this.question =
                Question.asking(
                        subject,
                        subject.isChat()
                                ? wording.streamed(OUTPUT_TOKENS)
                                : wording.plain(OUTPUT_TOKENS));
    }

    Verdict sustained() {
        var began = System.nanoTime();
        var until = began + pace.load().toNanos();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < pace.atOnce(); caller++) {
                var _ = callers.submit(() -> callUntil(until));
            }
        }
        var detail =
                "calls=%d, failed=%d, at_once=%d, seconds=%d"
                        .formatted(
                                calls.get(),
                                failures.get(),
                                pace.atOnce(),
                                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        var example = Optional.ofNullable(failed.peek());
        return example.isPresent() && failures.get() * 100 > calls.get()
                ? Verdict.failed(finding(example.get()), detail, example.get())
                : Verdict.passed(detail);
    }

    private static Finding finding(Reply example) {
        return example.fault().filter(Finding.RATE_LIMITED::equals).orElse(Finding.TOO_MANY_FAILED);
    }

    private void callUntil(long until) {
        var measure = pace.load().toNanos() * pace.atOnce() / pace.calls();
        do {
            var next = System.nanoTime() + measure;
            calls.incrementAndGet();
            take(probe.send(question));
            LockSupport.parkNanos(next - System.nanoTime());
        } while (System.nanoTime() < until && !probe.isCancelled());
    }

    private void take(Reply reply) {
        var fault = Contract.breakage(reply);
        if (fault.isPresent()) {
            failures.incrementAndGet();
            if (failed.isEmpty()) {
                failed.add(reply);
            }
            return;
        }
        var written = reply.written();
        gaps.add(
                IntStream.range(1, written.size())
                        .limit(MOST_GAPS_OF_A_CALL)
                        .mapToLong(at -> written.get(at).nanos() - written.get(at - 1).nanos())
                        .toArray());
    }

    /// Unsteady is what keeps readers waiting: one gap in a hundred is longer than a second and
    /// than ten median gaps.
    Verdict jitter() {
        var all = gaps.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        if (all.length < ENOUGH_GAPS) {
            return Verdict.passed("gaps=" + all.length);
        }
        var median = all[all.length / 2];
        var long99 = all[all.length * 99 / 100];
        var detail =
                "gaps=%d, median_ms=%d, p99_ms=%d"
                        .formatted(all.length, millis(median), millis(long99));
        return long99 > Math.max(BURST * median, pace.shortGap().toNanos())
                ? Verdict.failed(Finding.UNSTEADY, detail, probe.send(question))
                : Verdict.passed(detail);
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
