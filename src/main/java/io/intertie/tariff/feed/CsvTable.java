package io.intertie.tariff.feed;

import io.intertie.platform.http.Wording;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A stranger's CSV file (RFC 4180, UTF-8, commas, no line breaks in cells), read by column name.
///
/// Empty lines are left out; line numbers are those of the file.
record CsvTable(List<Line> lines) {
    static final int MOST_BYTES = 1_000_000;
    private static final int MOST_LINES = 20_000;

    /// A line with its number.
    record Line(int number, Map<String, String> cells) {
        /// What stands in a column; empty where nothing does.
        String text(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    /// Columns that a file has to have, and those that it may have.
    record Columns(Set<String> needed, Set<String> known) {}

    /// The lines; none of the whole file if its header is at fault.
    ///
    /// @throws io.intertie.platform.http.Problem if it is no text, or too large
    static CsvTable read(byte[] file, Columns columns, Faults faults) {
        Told.shape(
                file.length <= MOST_BYTES, "file.large", "it is larger than %s bytes", MOST_BYTES);
        var lines = text(file).lines().toList();
        Told.shape(
                lines.size() <= MOST_LINES, "file.lines", "it has more than %s lines", MOST_LINES);
        Told.shape(!lines.isEmpty(), "file.empty", "it is empty");
        var header = fields(lines.getFirst(), 1, faults);
        if (!isHeader(header, columns, faults)) {
            return new CsvTable(List.of());
        }
        var read = new ArrayList<Line>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                var fields = fields(lines.get(i), i + 1, faults);
                if (fields.size() == header.size()) {
                    read.add(new Line(i + 1, cells(header, fields)));
                } else {
                    faults.at(
                            i + 1,
                            "",
                            Wording.of(
                                    "table.cells",
                                    "has %s cells, the header has %s",
                                    fields.size(),
                                    header.size()));
                }
            }
        }
        return new CsvTable(List.copyOf(read));
    }

    private static boolean isHeader(List<String> header, Columns columns, Faults faults) {
        var before = faults.count();
        var seen = new HashSet<String>();
        for (var column : header) {
            if (!columns.known().contains(column)) {
                faults.at(
                        1,
                        Told.shortened(column),
                        Wording.of("table.unknown", "is no known column"));
            } else if (!seen.add(column)) {
                faults.at(1, column, Wording.of("table.column-twice", "is there twice"));
            }
        }
        columns.needed().stream()
                .filter(column -> !seen.contains(column))
                .sorted()
                .forEach(column -> faults.at(1, column, Wording.of("table.missing", "is missing")));
        return faults.count() == before;
    }

    private static Map<String, String> cells(List<String> header, List<String> fields) {
        var cells = new HashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            cells.put(header.get(i), fields.get(i));
        }
        return Map.copyOf(cells);
    }

    private static String text(byte[] file) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw Told.refused("file.text", "it is no text in UTF-8");
        }
    }

    private static List<String> fields(String line, int number, Faults faults) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (isQuoted) {
            faults.at(number, "", Wording.of("table.quote", "has a quote that does not end"));
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
