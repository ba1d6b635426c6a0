package io.intertie.web.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A monthly table as docs/feeds.md has it, pasted with its first line that names the columns: its
/// lines are put in the order of [TariffLines].
///
/// Only months, days, hours, band and price are taken; `price_per_kwh` is all a kWh costs.
final class TariffSheet {
    private static final Set<String> NEEDED = Set.of("band", "price_per_kwh", "from", "until");
    private static final String ALL_MONTHS = "1-12";
    private static final String PARTED = "[\\t,;]";

    private TariffSheet() {}

    /// The lines as typed, or those of a table that names its columns; the naming line is empty, so
    /// that each line keeps its number.
    static List<String> lines(String text) {
        var lines = text.lines().toList();
        if (lines.isEmpty()) {
            return lines;
        }
        var columns = cells(lines.getFirst().replace("\uFEFF", ""));
        if (!columns.containsAll(NEEDED)) {
            return lines;
        }
        var ordered = new ArrayList<String>();
        ordered.add("");
        lines.stream().skip(1).forEach(line -> ordered.add(line(columns, cells(line), line)));
        return List.copyOf(ordered);
    }

    private static String line(List<String> columns, List<String> cells, String line) {
        if (line.isBlank() || cells.size() != columns.size()) {
            return line;
        }
        var months = cell("months", columns, cells);
        return String.join(
                        " ",
                        months.isEmpty() ? ALL_MONTHS : months,
                        cell("days", columns, cells),
                        cell("from", columns, cells) + "-" + cell("until", columns, cells),
                        cell("band", columns, cells).replace('_', '-'),
                        cell("price_per_kwh", columns, cells))
                .replaceAll(" +", " ");
    }

    private static String cell(String column, List<String> columns, List<String> cells) {
        var at = columns.indexOf(column);
        return at < 0 ? "" : cells.get(at);
    }

    // A cell with a comma in it is quoted, and none that is taken has one.
    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        for (var cell : line.split(PARTED + "(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            cells.add(cell.strip().replaceAll("^\"|\"$", ""));
        }
        return cells;
    }
}
