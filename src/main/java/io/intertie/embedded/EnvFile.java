package io.intertie.embedded;

import io.intertie.money.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A file of `NAME='value'` lines that a shell can source and only its owner can read.
record EnvFile(Path path) {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    boolean exists() {
        return Files.exists(path);
    }

    /// The entries in the file's order; none when there is no file.
    Map<String, String> read() {
        if (!exists()) {
            return Map.of();
        }
        try {
            var entries = new LinkedHashMap<String, String>();
            for (String line : Files.readAllLines(path)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    entries.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Replaces the file in one step: a reader sees the old entries or the new ones.
    void write(String comment, Map<String, String> entries) {
        var text = new StringBuilder("# ").append(comment).append('\n');
        entries.forEach((name, value) -> text.append(line(name, value)));
        writePrivate(path, text.toString());
    }

    /// Writes a file that nobody else could read at any moment.
    static void writePrivate(Path path, String text) {
        try {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            var ownerOnly = PosixFilePermissions.fromString("rw-------");
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(ownerOnly));
            Files.writeString(fresh, text);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(String name, String value) {
        Check.that(NAME.matcher(name).matches(), "no shell variable: %s", name);
        Check.that(value.lines().count() <= 1, "%s has more than one line", name);
        return name + "='" + value.replace("'", "'\\''") + "'\n";
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quoted ? text.substring(1, text.length() - 1).replace("'\\''", "'") : text;
    }
}
