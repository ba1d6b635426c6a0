package io.intertie.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the figures were measured on.
final class Machine {
    private Machine() {}

    /// As the kernel counts it: over 1, 5 and 15 minutes, all processes of the machine.
    static String load() throws IOException {
        var words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return String.join(" ", List.of(words).subList(0, 3));
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Processor time of this process so far.
    static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Processor time of a process so far, with that of its children that have ended.
    static Duration cpu(ProcessHandle process) {
        var stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            var words = Files.readString(stat).replaceFirst("^.*\\) ", "").split(" ", -1);
            var ticks = 0L;
            for (int field = 11; field <= 14; field++) {
                ticks += Long.parseLong(words[field]);
            }
            return Duration.ofMillis(10 * ticks);
        } catch (IOException ended) {
            return Duration.ZERO;
        }
    }

    static String java() {
        return ManagementFactory.getRuntimeMXBean().getVmVersion();
    }
}
