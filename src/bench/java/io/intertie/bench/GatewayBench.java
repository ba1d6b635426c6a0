package io.intertie.bench;

import io.intertie.walk.Marketplace;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a request costs by way of the running market, with keys, limits, leases and the log on, and
/// by way of nginx and Portkey in the same rounds: `deploy/bench gateway`.
///
/// Compared is the processor time of the process in the middle, as a ratio to nginx of the same
/// round: that survives a machine that does other work.
public final class GatewayBench {
    static final int MOCK = 18_440;

    private static final int NGINX = 18_441;
    private static final int PORTKEY = 18_442;
    private static final int ROUNDS = 5;
    private static final String SHORT = "hello";
    private static final String BODY =
            "{\"model\":\"%s\",\"max_tokens\":64,%s\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"%s\"}]}";

    private final Marketplace market;
    private final Map<String, Way> ways = new LinkedHashMap<>();
    private final StringBuilder table = new StringBuilder();
    private final Map<String, String> environment;
    private String model = "";
    private String key = "";
    private long answered;

    /// A way to the mock: where it begins, and whose processor time it takes.
    private record Way(URI target, ProcessHandle process, int warmUp, int requests) {
        Duration cpu() {
            var all = Machine.cpu(process);
            for (var child : process.children().toList()) {
                all = all.plus(Machine.cpu(child));
            }
            return all;
        }

        boolean isOurs() {
            return !target.toString().contains(":" + NGINX)
                    && !target.toString().contains(":" + PORTKEY);
        }
    }

    private GatewayBench(Map<String, String> environment) {
        this.environment = environment;
        this.market = Marketplace.of(environment);
    }

    public static void main(String... arguments) throws Exception {
        new GatewayBench(System.getenv()).run();
    }

    private void run() throws Exception {
        var load = Machine.load();
        prepare();
        try (var mock = new Mock(MOCK)) {
            warmUp();
            line(
                    "| one request, 64 connections | CPU µs, least | median | × nginx | a second"
                            + " | p50 | p99 |");
            line("|---|---|---|---|---|---|---|");
            measure("%s", SHORT, "", 64, 1);
            measure("%s, body of 32 KB", "x".repeat(32 * 1024), "", 64, 4);
            line("");
            line(
                    "| streams of 64 chunks, 100 at once | CPU µs a chunk, least | median"
                            + " | × nginx | events lost |");
            line("|---|---|---|---|---|");
            streams();
            counted();
        }
        System.out.printf(
                "`deploy/bench gateway`: %d cores, load %s before and %s after, Java %s of the"
                        + " bench.%n%n",
                Machine.cores(), load, Machine.load(), Machine.java());
        write();
    }

    private void prepare() throws Exception {
        var sandbox = Integer.parseInt(environment.getOrDefault("INTERTIE_SANDBOX_PORT", "8403"));
        try (var pipe = new Pipe(MOCK, sandbox)) {
            model = market.list(URI.create("http://127.0.0.1:" + MOCK + "/v1"), "bench");
        }
        key = market.buy(model);
        var payara = process("BENCH_PAYARA_PID").orElseThrow();
        process("BENCH_NGINX_PID")
                .ifPresent(
                        one -> ways.put("nginx, a reverse proxy", way(NGINX, one, 40_000, 20_000)));
        ways.put(
                "Intertie, its own port",
                way(environment.get("INTERTIE_GATEWAY_URL"), payara, 100_000, 20_000));
        ways.put(
                "Intertie, the portal's port",
                way(environment.get("INTERTIE_URL"), payara, 40_000, 8_000));
        process("BENCH_PORTKEY_PID")
                .ifPresent(one ->
                        ways.put("Portkey, keys and billing off", way(PORTKEY, one, 3_000, 1_000)));
    }

    private Optional<ProcessHandle> process(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .flatMap(text -> ProcessHandle.of(Long.parseLong(text.strip())));
    }

    private static Way way(int port, ProcessHandle process, int warmUp, int requests) {
        return new Way(URI.create("http://127.0.0.1:" + port + "/v1"), process, warmUp, requests);
    }

    private static Way way(String url, ProcessHandle process, int warmUp, int requests) {
        return new Way(URI.create(url + "/v1"), process, warmUp, requests);
    }

    private Driver driver(Way way, String says, String fields) {
        return new Driver(way.target, key, BODY.formatted(model, fields, says));
    }

    private Driver.Run run(Way way, String says, String fields, int connections, int requests)
            throws Exception {
        var run = driver(way, says, fields).run(connections, requests);
        if (way.isOurs()) {
            answered += run.nanos().length - run.failed();
        }
        return run;
    }

    private void warmUp() throws Exception {
        for (var way : ways.values()) {
            run(way, SHORT, "", 64, way.warmUp);
        }
    }

    private void measure(String name, String says, String fields, int connections, int less)
            throws Exception {
        var costs = new LinkedHashMap<String, List<Double>>();
        var last = new LinkedHashMap<String, Driver.Run>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var one : ways.entrySet()) {
                var way = one.getValue();
                var before = way.cpu();
                var run = run(way, says, fields, connections, way.requests / less);
                var cost = way.cpu().minus(before).toNanos() / 1e3 / run.nanos().length;
                costs.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(cost);
                last.put(one.getKey(), run);
            }
        }
        costs.forEach((way, all) -> {
            var run = last.get(way);
            line(
                    "| %s | %.1f | %.1f | %s | %,d%s | %s | %s |"
                            .formatted(
                                    name.formatted(way),
                                    least(all),
                                    median(all),
                                    ratio(costs, all),
                                    run.perSecond(),
                                    run.failed() == 0 ? "" : " (%d failed)".formatted(run.failed()),
                                    run.at(500),
                                    run.at(990)));
        });
    }

    private void streams() throws Exception {
        var costs = new LinkedHashMap<String, List<Double>>();
        var lost = new LinkedHashMap<String, Long>();
        var streams = 300;
        var expected = streams * (Mock.CHUNKS + 3L);
        for (int round = 0; round < ROUNDS; round++) {
            for (var one : ways.entrySet()) {
                if (one.getKey().startsWith("Portkey")) {
                    continue;
                }
                var before = one.getValue().cpu();
                var run = run(one.getValue(), SHORT, "\"stream\":true,", 100, streams);
                var cpu = one.getValue().cpu().minus(before).toNanos() / 1e3;
                costs.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(cpu / (streams * (double) Mock.CHUNKS));
                lost.merge(one.getKey(), expected - run.events(), Long::sum);
            }
        }
        costs.forEach((way, all) ->
                line(
                        "| %s | %.1f | %.1f | %s | %d |"
                                .formatted(
                                        way,
                                        least(all),
                                        median(all),
                                        ratio(costs, all),
                                        lost.get(way))));
    }

    /// Every answered request is on record: what they cost together is what the key has used.
    private void counted() throws InterruptedException {
        var each = market.cost(model, key);
        var expected = each.multiply(BigDecimal.valueOf(answered + 1));
        for (int i = 0; i < 100 && market.used(key).compareTo(expected) != 0; i++) {
            Thread.sleep(100);
        }
        var used = market.used(key);
        line("");
        line(
                "On record: %,d requests answered by both ports, %s each; the key has used %s: %s."
                        .formatted(
                                answered + 1,
                                each.toPlainString(),
                                used.toPlainString(),
                                used.compareTo(expected) == 0 ? "exact" : "NOT THE SAME"));
    }

    private static double least(List<Double> all) {
        return all.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static double median(List<Double> all) {
        var sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /// The median of the ratios of each round.
    private static String ratio(Map<String, List<Double>> costs, List<Double> all) {
        var nginx = costs.get("nginx, a reverse proxy");
        if (nginx == null) {
            return "no nginx";
        }
        var ratios = new double[all.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = all.get(i) / nginx.get(i);
        }
        Arrays.sort(ratios);
        return "%.1f".formatted(ratios[ratios.length / 2]);
    }

    private void line(String text) {
        System.out.println(text);
        table.append(text).append('\n');
    }

    private void write() throws IOException {
        var name = environment.getOrDefault("BENCH_WRITE", "");
        if (name.isEmpty()) {
            return;
        }
        var file = Path.of(name);
        var text = Files.readString(file);
        var begin = "<!-- gateway -->\n";
        var from = text.indexOf(begin) + begin.length();
        var to = text.indexOf("<!-- /gateway -->");
        Files.writeString(file, text.substring(0, from) + table + text.substring(to));
    }
}
