package io.intertie.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/// What a Java process keeps: its heap once everything that can go has gone, its memory, its
/// descriptors and threads.
final class Vitals {
    // What a collector pads its free space with lives as little as the space.
    private static final Pattern LIVE =
            Pattern.compile("(?m)^Total +\\d+ +(\\d+)|^ *\\d+: +\\d+ +(\\d+) .*FillerElement");
    private static final long SLACK_KIB = 4 * 1024;
    private static final int SLACK = 16;

    private final long pid;

    /// **Units** KiB.
    record Sample(long heap, long resident, long descriptors, long threads) {
        @Override
        public String toString() {
            return "%.1f MiB | %.1f MiB | %d | %d"
                    .formatted(heap / 1024.0, resident / 1024.0, descriptors, threads);
        }
    }

    Vitals(long pid) {
        this.pid = pid;
    }

    Sample sample() throws IOException, InterruptedException {
        // It collects all garbage first, and counts what is left object by object.
        var live = LIVE.matcher(command("GC.class_histogram"));
        long heap = 0;
        while (live.find()) {
            heap +=
                    live.group(1) != null
                            ? Long.parseLong(live.group(1))
                            : -Long.parseLong(live.group(2));
        }
        heap /= 1024;
        return new Sample(heap, status("VmRSS"), descriptors(), status("Threads"));
    }

    private String command(String what) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process =
                new ProcessBuilder(jcmd, Long.toString(pid), what)
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }

    private long status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        }
    }

    /// Whether the last third is as the second one: the first one warms up.
    boolean isFlat(List<Sample> samples) {
        var third = samples.size() / 3;
        if (third == 0) {
            return false;
        }
        var middle = samples.subList(third, 2 * third);
        var last = samples.subList(2 * third, samples.size());
        var heap = median(middle, Sample::heap);
        return median(last, Sample::heap) <= heap + Math.max(SLACK_KIB, heap / 20)
                && median(last, Sample::descriptors) <= median(middle, Sample::descriptors) + SLACK;
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> figure) {
        var sorted = samples.stream().sorted(Comparator.comparingLong(figure)).toList();
        return figure.applyAsLong(sorted.get(sorted.size() / 2));
    }
}
