package io.intertie.web;

import java.util.ArrayList;
import java.util.Locale;

/// The room that a week's heat map has: the wide one for desks, the narrow one for phones.
///
/// **Units** of the fields: pixels; what is drawn is in tenths of one.
record HeatFrame(int width, int left, int rowHeight, int labelEvery, String name) {
    static final HeatFrame WIDE = new HeatFrame(820, 104, 32, 3, "w");
    static final HeatFrame NARROW = new HeatFrame(360, 76, 30, 6, "s");

    private static final int HOURS = 24;
    private static final int TOP = 200;
    private static final int GAP = 20;

    void draw(Svg svg, Svg.Heat heat) {
        svg.open(
                name,
                width,
                TOP / 10 + heat.rows().size() * rowHeight,
                heat.title(),
                heat.description());
        for (var hour = 0; hour < HOURS; hour += labelEvery) {
            var text = String.format(Locale.ROOT, "%02d:00", hour);
            svg.label("axis", left * 10L + hour * column(), 120, "start", text);
        }
        for (var row = 0; row < heat.rows().size(); row++) {
            var middle = y(row) + rowHeight * 5L + 30;
            svg.label("axis", left * 10L - 100, middle, "end", heat.rows().get(row).label());
        }
        var bars = new ArrayList<Svg.Bar>();
        var boxes = new ArrayList<Svg.Box>();
        for (var row = 0; row < heat.rows().size(); row++) {
            for (var cell : heat.rows().get(row).cells()) {
                bars.add(new Svg.Bar("", 0, cell.level()));
                boxes.add(box(row, cell));
            }
        }
        svg.levels(bars, (index, bar) -> boxes.get(index));
        for (var row = 0; row < heat.rows().size(); row++) {
            for (var cell : heat.rows().get(row).cells()) {
                if (cell.isNow()) {
                    svg.rect("now-cell", box(row, cell), 2);
                }
            }
        }
        svg.raw("</svg>");
    }

    private long column() {
        return (width - left - 4) * 10L / HOURS;
    }

    private long y(int row) {
        return TOP + 10L * rowHeight * row;
    }

    private Svg.Box box(int row, Svg.Heat.Cell cell) {
        var x = left * 10L + cell.hour() * column();
        var half = column() / 2;
        return new Svg.Box(
                cell.second() ? x + half : x,
                y(row),
                (cell.twice() ? half : column()) - GAP,
                rowHeight * 10L - GAP);
    }
}
