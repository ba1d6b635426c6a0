package io.intertie.bench;

import io.intertie.walk.Marketplace;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Calls the running market for a long time in every way a client can, and watches what it keeps:
/// `deploy/soak`.
///
/// At the end each answer must be on record at the cost that it told, each stream that was left
/// half-way must have a receipt, and heap and descriptors must be what they were.
public final class Soak {
    private static final int CALLERS = 16;
    private static final Duration SAMPLE = Duration.ofSeconds(20);
    private static final Duration BOOKED = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final Duration duration;
    private final Marketplace market;
    private final Vitals vitals;
    private final List<Vitals.Sample> samples = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Queue<String> abandoned = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Sum told = new Sum();

    /// A sum of many threads.
    private static final class Sum {
        private BigDecimal value = BigDecimal.ZERO;

        synchronized void add(BigDecimal more) {
            value = value.add(more);
        }

        synchronized BigDecimal value() {
            return value;
        }
    }

    private Soak(Map<String, String> environment, Duration duration) {
        this.environment = environment;
        this.duration = duration;
        market = Marketplace.of(environment);
        vitals = new Vitals(Long.parseLong(environment.get("BENCH_PAYARA_PID")));
    }

    /// @param arguments how many minutes
    public static void main(String... arguments) throws Exception {
        var minutes = Long.parseLong(arguments[0]);
        System.exit(new Soak(System.getenv(), Duration.ofMinutes(minutes)).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        var sandbox = Integer.parseInt(environment.getOrDefault("INTERTIE_SANDBOX_PORT", "8403"));
        String model;
        try (var pipe = new Pipe(GatewayBench.MOCK, sandbox)) {
            model =
                    market.list(
                            URI.create("http://127.0.0.1:" + GatewayBench.MOCK + "/v1"), "soak");
        }
        var key = market.buy(model);
        var left = market.key();
        try (var mock = new Mock(GatewayBench.MOCK);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var end = Instant.now().plus(duration);
            for (int i = 0; i < CALLERS; i++) {
                var caller = new SoakCaller(environment, model, key, left);
                var first = i;
                callers.submit(() -> call(caller, first, end));
            }
            watch(end);
        }
        return told(key);
    }

    private void call(SoakCaller caller, int first, Instant end) {
        var ways = SoakCaller.Way.values();
        for (int at = first; Instant.now().isBefore(end); at++) {
            var way = ways[at % ways.length];
            try {
                switch (caller.call(way)) {
                    case SoakCaller.Answered(var cost) -> {
                        answered.incrementAndGet();
                        told.add(cost);
                    }
                    case SoakCaller.Abandoned(var request) -> abandoned.add(request);
                    case SoakCaller.Refused() -> refused.incrementAndGet();
                }
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                return;
            } catch (Exception failed) {
                faults.add(way + ": " + failed);
            }
        }
    }

    private void watch(Instant end) throws Exception {
        System.out.println("| minute | heap after GC | resident | descriptors | threads |");
        System.out.println("|---|---|---|---|---|");
        var begin = Instant.now();
        while (Instant.now().plus(SAMPLE).isBefore(end)) {
            Thread.sleep(SAMPLE);
            var sample = vitals.sample();
            samples.add(sample);
            if (samples.size() % 6 == 1) {
                var minute = Duration.between(begin, Instant.now()).toSeconds() / 60.0;
                System.out.printf("| %.1f | %s |%n", minute, sample);
            }
        }
    }

    private boolean told(String key) throws InterruptedException {
        System.out.printf(
                "%n%,d answered, %,d left half-way, %,d refused as they should be, %d faults%n",
                answered.get(), abandoned.size(), refused.get(), faults.size());
        faults.stream().limit(10).forEach(System.out::println);
        var used = used(key);
        var isExact = used.compareTo(told.value()) == 0;
        System.out.printf(
                "told %s, on record %s: %s%n",
                told.value().toPlainString(),
                used.toPlainString(),
                isExact ? "exact" : "NOT THE SAME");
        var lost = abandoned.stream().filter(id -> !market.isOnRecord(id)).count();
        System.out.printf("without a receipt: %d%n", lost);
        var flat = vitals.isFlat(samples);
        System.out.println(flat ? "heap and descriptors: flat" : "heap or descriptors: NOT FLAT");
        return faults.isEmpty() && isExact && lost == 0 && flat;
    }

    private BigDecimal used(String key) throws InterruptedException {
        var until = Instant.now().plus(BOOKED);
        var used = market.used(key);
        while (used.compareTo(told.value()) != 0 && Instant.now().isBefore(until)) {
            Thread.sleep(500);
            used = market.used(key);
        }
        return used;
    }
}
