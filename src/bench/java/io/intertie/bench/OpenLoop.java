package io.intertie.bench;

import java.time.Duration;
import java.util.LinkedHashMap;

/// A thousand requests a second whatever comes back: a request's time counts from when it was to be
/// sent, so that one that is late makes the next ones late, too.
final class OpenLoop {
    private static final int RATE = 1_000;
    private static final Duration EACH = Duration.ofSeconds(6);
    private static final int CONNECTIONS = 64;

    private final Course course;

    OpenLoop(Course course) {
        this.course = course;
    }

    /// @param direct the mock itself, to see what each way adds
    void measure(Way direct) throws Exception {
        course.line("");
        course.line(
                "| %,d requests a second, open loop | CPU µs, least | median | × nginx | p50 | p99"
                        + " | added p50 | added p99 |",
                RATE);
        course.line("|---|---|---|---|---|---|---|---|");
        var cost = new Course.Rounds();
        var half = new Course.Rounds();
        var slow = new Course.Rounds();
        for (int round = 0; round < Course.ROUNDS; round++) {
            run(direct, cost, half, slow);
            for (var way : course.ways()) {
                if (!way.isPortkey()) {
                    run(way, cost, half, slow);
                }
            }
        }
        var shown = new LinkedHashMap<Way, Boolean>();
        shown.put(direct, true);
        course.ways().stream()
                .filter(way -> !way.isPortkey())
                .forEach(way -> shown.put(way, false));
        shown.forEach((way, isDirect) ->
                course.line(
                        "| %s | %s | %s | %s | %.2f ms | %.2f ms | %s | %s |",
                        way.name(),
                        isDirect ? "" : "%.1f".formatted(cost.least(way)),
                        isDirect ? "" : "%.1f".formatted(cost.median(way)),
                        isDirect ? "" : cost.ratio(way),
                        half.median(way),
                        slow.median(way),
                        isDirect ? "" : "%.2f ms".formatted(half.median(way) - half.median(direct)),
                        isDirect
                                ? ""
                                : "%.2f ms".formatted(slow.median(way) - slow.median(direct))));
    }

    private void run(Way way, Course.Rounds cost, Course.Rounds half, Course.Rounds slow)
            throws Exception {
        var before = way.cpu();
        var driver = course.driver(way, "hello", "");
        var run = course.counted(way, driver.paced(CONNECTIONS, RATE, EACH));
        cost.add(way, way.cpu().minus(before).toNanos() / 1e3 / run.nanos().length);
        half.add(way, run.nanosAt(500) / 1e6);
        slow.add(way, run.nanosAt(990) / 1e6);
    }
}
