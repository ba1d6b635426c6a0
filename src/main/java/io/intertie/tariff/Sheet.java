package io.intertie.tariff;

import io.intertie.money.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A shipped CSV file (RFC 4180, without line breaks in fields), read by column name.
final class Sheet {
    private Sheet() {}

    /// A line of a sheet.
    record Line(Map<String, String> fields) {
        /// What stands in a column; empty where nothing does.
        String text(String column) {
            return Objects.requireNonNull(fields.get(column), () -> "no column " + column);
        }
    }

    /// All lines of `data/<name>` on the class path.
    static List<Line> read(String name) {
        var lines = text(name).lines().toList();
        var columns = fields(lines.getFirst());
        return lines.stream().skip(1).map(line -> line(columns, fields(line), name)).toList();
    }

    private static Line line(List<String> columns, List<String> fields, String name) {
        Check.that(columns.size() == fields.size(), "%s: %s", name, fields);
        var byColumn = new HashMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            byColumn.put(columns.get(i), fields.get(i));
        }
        return new Line(Map.copyOf(byColumn));
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static String text(String name) {
        try (var in = Sheet.class.getResourceAsStream("/data/" + name)) {
            return new String(
                    Objects.requireNonNull(in, () -> "no data/" + name).readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
