package io.intertie.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/// A process's log, and where its present run begins in it.
final class LogTail {
    private static final int LINES = 15;
    private static final Pattern COMPLAINT =
            Pattern.compile("SEVERE|ERROR|FATAL|Caused by:|^[\\w.$]+Exception:");

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

    /// What tells most about a failed start: its complaints if it has any, else its last lines.
    String lastWords() {
        var lines =
                text().lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                        .toList();
        var complaints = lines.stream().filter(COMPLAINT.asPredicate()).distinct().toList();
        var telling = complaints.isEmpty() ? lines : complaints;
        int from = Math.max(0, telling.size() - LINES);
        return String.join("\n", telling.subList(from, telling.size()));
    }
}
