package io.intertie.bench;

import java.util.LinkedHashMap;

/// Each client sends its next request when the last one is answered: whole answers, and streams.
final class ClosedLoop {
    private static final int CONNECTIONS = 64;
    private static final int STREAMS = 300;
    private static final int STREAMS_AT_ONCE = 100;

    private final Course course;

    ClosedLoop(Course course) {
        this.course = course;
    }

    void warmUp() throws Exception {
        for (var way : course.ways()) {
            var run = course.driver(way, "hello", "").run(CONNECTIONS, way.warmUp());
            var _ = course.counted(way, run);
        }
    }

    void head() {
        course.line(
                "| one request, %d connections | CPU µs, least | median | × nginx | a second | p50"
                        + " | p99 |",
                CONNECTIONS);
        course.line("|---|---|---|---|---|---|---|");
    }

    /// Whole answers, with a round's number of requests divided by `less`.
    void requests(String suffix, String says, int less) throws Exception {
        var cost = new Course.Rounds();
        var last = new LinkedHashMap<Way, Driver.Run>();
        for (int round = 0; round < Course.ROUNDS; round++) {
            for (var way : course.ways()) {
                var before = way.cpu();
                var driver = course.driver(way, says, "");
                var run = course.counted(way, driver.run(CONNECTIONS, way.requests() / less));
                cost.add(way, way.cpu().minus(before).toNanos() / 1e3 / run.nanos().length);
                last.put(way, run);
            }
        }
        last.forEach((way, run) ->
                course.line(
                        "| %s%s | %.1f | %.1f | %s | %,d%s | %s | %s |",
                        way.name(),
                        suffix,
                        cost.least(way),
                        cost.median(way),
                        cost.ratio(way),
                        run.perSecond(),
                        run.failed() == 0 ? "" : " (%d failed)".formatted(run.failed()),
                        run.at(500),
                        run.at(990)));
    }

    /// Streams of many chunks, one each ten milliseconds, after many short ones: how a stream
    /// begins is code of its own, and a hundred begin at once.
    void streams() throws Exception {
        for (var way : course.ways()) {
            if (!way.isPortkey()) {
                var quick = course.driver(way, "hello", "\"stream\":true,\"quick\":true,");
                var _ = course.counted(way, quick.run(CONNECTIONS, way.warmUp() / 5));
            }
        }
        course.line("");
        course.line(
                "| streams of %d chunks, %d at once | CPU µs a chunk, least | median | × nginx"
                        + " | first byte p50 | events lost |",
                Mock.CHUNKS, STREAMS_AT_ONCE);
        course.line("|---|---|---|---|---|---|");
        var cost = new Course.Rounds();
        var first = new Course.Rounds();
        var lost = new LinkedHashMap<Way, Long>();
        var expected = STREAMS * (Mock.CHUNKS + 3L);
        for (int round = 0; round < Course.ROUNDS; round++) {
            for (var way : course.ways()) {
                if (way.isPortkey()) {
                    // As published it breaks off such streams.
                    continue;
                }
                var before = way.cpu();
                var driver = course.driver(way, "hello", "\"stream\":true,");
                var run = course.counted(way, driver.run(STREAMS_AT_ONCE, STREAMS));
                var cpu = way.cpu().minus(before).toNanos() / 1e3;
                cost.add(way, cpu / (STREAMS * (double) Mock.CHUNKS));
                first.add(way, run.firstNanos() / 1e6);
                lost.merge(way, expected - run.events(), Long::sum);
            }
        }
        lost.forEach((way, missing) ->
                course.line(
                        "| %s | %.1f | %.1f | %s | %.2f ms | %d |",
                        way.name(),
                        cost.least(way),
                        cost.median(way),
                        cost.ratio(way),
                        first.median(way),
                        missing));
    }
}
