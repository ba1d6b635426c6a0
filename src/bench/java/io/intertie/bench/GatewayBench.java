package io.intertie.bench;

import io.intertie.walk.Marketplace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What a request costs by way of the running market, with keys, limits, leases and the log on, and
/// by way of nginx and Portkey in the same rounds: `deploy/bench gateway`.
///
/// Compared is the processor time of the process in the middle, as a ratio to nginx of the same
/// round: that survives a machine that does other work.
public final class GatewayBench {
    static final int MOCK = 18_440;

    private static final int NGINX = 18_441;
    private static final int PORTKEY = 18_442;
    private static final int BARE = 18_443;
    private static final int LISTINGS = 9;

    // Until the compiler has nothing left to do for us; at 100,000 it took a fifth of the time, at
    // 400,000 still an eighth of a round now and then.
    private static final int WARM_UP = 600_000;
    private static final int PORTAL_WARM_UP = 100_000;

    private final Marketplace market;
    private final Map<String, String> environment;

    private GatewayBench(Map<String, String> environment) {
        this.environment = environment;
        this.market = Marketplace.of(environment);
    }

    public static void main(String... arguments) throws Exception {
        new GatewayBench(System.getenv()).run();
    }

    private void run() throws Exception {
        var load = Machine.load();
        var models = models();
        var model = models.getFirst();
        var key = market.buy(models);
        var course = new Course(ways(), model, key);
        var payara = process("BENCH_PAYARA_PID").orElseThrow();
        try (var mock = new Mock(MOCK)) {
            var closed = new ClosedLoop(course);
            closed.warmUp();
            closed.head();
            if (isWanted("whole")) {
                closed.requests("", "hello", 1);
            }
            if (isWanted("large")) {
                closed.requests(", body of 32 KB", "x".repeat(32 * 1024), 4);
            }
            if (isWanted("open")) {
                new OpenLoop(course).measure(Way.of(Way.DIRECT, MOCK, payara, 0, 0));
            }
            if (isWanted("streams")) {
                closed.streams();
            }
            if (isWanted("held")) {
                new Held(course, new Vitals(payara.pid())).measure(own(payara), models);
            }
            counted(course, key);
        }
        course.line("");
        course.line(
                "`%sdeploy/bench gateway`: %d cores, load %s before and %s after, Java %s.",
                answersFirst() ? "INTERTIE_ANSWER=FIRST " : "",
                Machine.cores(),
                load,
                Machine.load(),
                Machine.java());
        write(course);
    }

    /// Whether the market's answers do not wait for its log; then only what that changes is shown.
    private boolean answersFirst() {
        return "FIRST".equals(environment.get("INTERTIE_ANSWER"));
    }

    /// Whether a part of the measurement is to run: all do, but those that `BENCH_ONLY` leaves out.
    private boolean isWanted(String part) {
        var only = environment.getOrDefault("BENCH_ONLY", answersFirst() ? "whole open" : "");
        return only.isEmpty() || List.of(only.split(" ")).contains(part);
    }

    /// As many listings as the held streams need, each certified by way of a pipe to the sandbox.
    private List<String> models() throws Exception {
        var sandbox = Integer.parseInt(environment.getOrDefault("INTERTIE_SANDBOX_PORT", "8403"));
        var models = new ArrayList<String>();
        try (var pipe = new Pipe(MOCK, sandbox);
                var threads = Executors.newFixedThreadPool(4)) {
            var listed = new ArrayList<Future<String>>();
            for (int at = 0; at < (answersFirst() ? 1 : LISTINGS); at++) {
                listed.add(
                        threads.submit(() ->
                                market.list(
                                        URI.create("http://127.0.0.1:" + MOCK + "/v1"), "bench")));
            }
            for (var one : listed) {
                models.add(one.get());
            }
        }
        return models;
    }

    private List<Way> ways() {
        var ways = new ArrayList<Way>();
        var payara = process("BENCH_PAYARA_PID").orElseThrow();
        process("BENCH_NGINX_PID")
                .ifPresent(one -> ways.add(Way.of(Way.NGINX, NGINX, one, 100_000, 20_000)));
        process("BENCH_BARE_PID")
                .ifPresent(one ->
                        ways.add(
                                Way.of(
                                        "Netty, a bare proxy in Java",
                                        BARE,
                                        one,
                                        PORTAL_WARM_UP,
                                        20_000)));
        ways.add(own(payara));
        if (answersFirst()) {
            return ways;
        }
        ways.add(
                Way.of(
                        "Intertie, the portal's port",
                        environment.get("INTERTIE_URL"),
                        payara,
                        PORTAL_WARM_UP,
                        8_000));
        process("BENCH_PORTKEY_PID")
                .ifPresent(one ->
                        ways.add(
                                Way.of(
                                        "Portkey, keys and billing off",
                                        PORTKEY,
                                        one,
                                        3_000,
                                        1_000)));
        return ways;
    }

    private Way own(ProcessHandle payara) {
        return Way.of(
                answersFirst() ? "Intertie, its own port, answers first" : "Intertie, its own port",
                environment.get("INTERTIE_GATEWAY_URL"),
                payara,
                WARM_UP,
                20_000);
    }

    private Optional<ProcessHandle> process(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .flatMap(text -> ProcessHandle.of(Long.parseLong(text.strip())));
    }

    /// Every answered request is on record: what they said they cost is what the key has used.
    private void counted(Course course, String key) throws InterruptedException {
        for (int i = 0; i < 60 && market.used(key).compareTo(course.told()) != 0; i++) {
            Thread.sleep(500);
        }
        var used = market.used(key);
        course.line("");
        course.line(
                "On record: %,d requests answered by both ports, which told %s together; the key has"
                        + " used %s: %s.",
                course.answered(),
                course.told().stripTrailingZeros().toPlainString(),
                used.toPlainString(),
                used.compareTo(course.told()) == 0 ? "exact" : "NOT THE SAME");
    }

    private void write(Course course) throws IOException {
        var name = environment.getOrDefault("BENCH_WRITE", "");
        if (name.isEmpty()) {
            return;
        }
        var file = Path.of(name);
        var text = Files.readString(file);
        var section = answersFirst() ? "answers first" : "gateway";
        var begin = "<!-- " + section + " -->\n";
        var from = text.indexOf(begin) + begin.length();
        var to = text.indexOf("<!-- /" + section + " -->");
        Files.writeString(file, text.substring(0, from) + course.table() + text.substring(to));
    }
}
