package io.intertie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `deploy/bench ledger` or `growth` was asked for.
record BenchOptions(List<String> arguments, Map<String, String> given) {
    private static final List<String> KNOWN =
            List.of("--window", "--rows", "--seconds", "--folder", "--write");

    static BenchOptions of(String... arguments) {
        var given = new HashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        if (arguments.length % 2 != 0 || !KNOWN.containsAll(given.keySet())) {
            throw new IllegalArgumentException("known are " + KNOWN + ", each with a value");
        }
        return new BenchOptions(List.of(arguments), Map.copyOf(given));
    }

    private long number(String name, long otherwise) {
        return Long.parseLong(given.getOrDefault(name, Long.toString(otherwise)));
    }

    long window() {
        return number("--window", 100_000);
    }

    long rows() {
        return number("--rows", 1_000_000);
    }

    long seconds() {
        return number("--seconds", 15);
    }

    Path folder() throws IOException {
        return Files.createDirectories(Path.of(given.getOrDefault("--folder", "target")));
    }

    /// Puts the table between the file's marks of a name.
    void write(String marks, String table) throws IOException {
        var name = given.getOrDefault("--write", "");
        if (!name.isEmpty()) {
            var file = Path.of(name);
            var text = Files.readString(file);
            var begin = "<!-- " + marks + " -->\n";
            var from = text.indexOf(begin) + begin.length();
            var to = text.indexOf("<!-- /" + marks + " -->");
            Files.writeString(file, text.substring(0, from) + table + text.substring(to));
        }
    }
}
