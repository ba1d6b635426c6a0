package io.intertie.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A process's log, and where its present run begins in it.
final class LogTail {
    private static final int LINES = 15;

    private final Path path;
    private volatile long begin;

    LogTail(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /// Puts the log of the launcher before aside.
    void rotate() {
        try {
            if (Files.exists(path)) {
                Path before = path.resolveSibling(path.getFileName() + ".1");
                Files.move(path, before, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new MarketProblem("The log %s cannot be put aside.".formatted(path), e);
        }
    }

    void beginRun() {
        begin = path.toFile().length();
    }

    /// What the present run has written.
    String text() {
        try (var in = Files.newInputStream(path)) {
            in.skipNBytes(begin);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /// Its last lines, to show why a part did not start.
    String lastLines() {
        var lines =
                text().lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                        .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
