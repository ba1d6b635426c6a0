package io.intertie.web;

import java.util.List;
import java.util.Optional;

/// The room that a day's curve has: the wide one for desks, the narrow one for phones.
///
/// **Units** pixels; what is drawn is in tenths of one.
record CurveFrame(int width, int height, int left, int labelEvery, String name) {
    static final CurveFrame WIDE = new CurveFrame(820, 236, 62, 3, "w");
    static final CurveFrame NARROW = new CurveFrame(360, 216, 50, 6, "s");

    private static final int TOP = 26;
    private static final int GAP = 25;
    private static final int LETTER = 62;
    private static final int SIGN = 115;

    /// Where words stand on the chart's first line. **Units** tenths of a pixel.
    private record Room(long from, long until) {
        boolean meets(Room other) {
            return from < other.until && other.from < until;
        }
    }

    void draw(Svg svg, Svg.Curve curve, Optional<Svg.Marked> marked) {
        svg.open(name, width, height, curve.words().title(), curve.words().description());
        var most = curve.ticks().stream().mapToLong(Svg.Curve.Tick::micro).max().orElse(1);
        var scale = Math.max(1, most);
        curve.ticks().forEach(tick -> gridLine(svg, scale, tick));
        marked.ifPresent(hours -> mark(svg, hours, slot(curve)));
        var slot = slot(curve);
        svg.levels(
                curve.bars(),
                (index, bar) -> {
                    var y = y(bar.micro(), scale);
                    return new Svg.Box(x(index, slot), y, slot - GAP, bottom() * 10L - y);
                });
        for (var hour = 0; hour < curve.bars().size(); hour += labelEvery) {
            var text = curve.bars().get(hour).label();
            svg.label("axis", x(hour, slot), height * 10L - 60, "start", text);
        }
        mean(svg, curve, scale);
        if (curve.nowHour() >= 0) {
            now(svg, curve, slot);
        }
        marked.ifPresent(hours -> name(svg, curve, hours, slot));
        svg.raw("</svg>");
    }

    private int bottom() {
        return height - 24;
    }

    private long slot(Svg.Curve curve) {
        return (width - left - 10) * 10L / Math.max(1, curve.bars().size());
    }

    private long x(int bar, long slot) {
        return left * 10L + bar * slot;
    }

    private long y(long micro, long scale) {
        var room = (bottom() - TOP) * 10L;
        return bottom() * 10L - room * Math.min(micro, scale) / scale;
    }

    private void gridLine(Svg svg, long scale, Svg.Curve.Tick tick) {
        var y = y(tick.micro(), scale);
        svg.line("grid", left * 10L, y, width * 10L - 100, y);
        svg.label("axis", left * 10L - 80, y + 40, "end", tick.text());
    }

    private void mean(Svg svg, Svg.Curve curve, long scale) {
        var y = y(curve.meanMicro(), scale);
        svg.line("mean", left * 10L, y, width * 10L - 100, y);
        svg.label("axis", width * 10L - 100, 140, "end", curve.words().mean());
    }

    private Room meanRoom(Svg.Curve curve) {
        var end = width * 10L - 100;
        return new Room(end - length(curve.words().mean()), end);
    }

    private void now(Svg svg, Svg.Curve curve, long slot) {
        var x = x(curve.nowHour(), slot) + (slot - GAP) / 2;
        svg.line("now-line", x, 200, x, bottom() * 10L);
        var box = nowRoom(curve, slot);
        svg.rect("now-box", new Svg.Box(box.from(), 20, box.until() - box.from(), 190), 5);
        var middle = (box.from() + box.until()) / 2;
        svg.label("now-text", middle, 153, "middle", curve.words().now());
    }

    private Room nowRoom(Svg.Curve curve, long slot) {
        var x = x(curve.nowHour(), slot) + (slot - GAP) / 2;
        var half = length(curve.words().now()) / 2 + 60;
        var last = meanRoom(curve).from() - half - 60;
        var middle = Math.max(left * 10L + half, Math.min(x, last));
        return new Room(middle - half, middle + half);
    }

    private void mark(Svg svg, Svg.Marked hours, long slot) {
        var from = x(hours.from(), slot) - GAP / 2;
        var box = new Svg.Box(from, 230, x(hours.until(), slot) - from - GAP / 2, 0);
        svg.rect("window", box.until(bottom() * 10L), 3);
    }

    // The words stand over their hours where nothing else does; the legend says them anyway.
    private void name(Svg svg, Svg.Curve curve, Svg.Marked hours, long slot) {
        var middle = (x(hours.from(), slot) + x(hours.until(), slot)) / 2;
        var half = length(hours.words()) / 2;
        var room = new Room(middle - half, middle + half);
        var taken =
                curve.nowHour() >= 0
                        ? List.of(meanRoom(curve), nowRoom(curve, slot))
                        : List.of(meanRoom(curve));
        if (room.from() >= left * 10L && taken.stream().noneMatch(room::meets)) {
            svg.label("axis-strong", middle, 153, "middle", hours.words());
        }
    }

    private static long length(String words) {
        var signs = words.chars().filter(Character::isIdeographic).count();
        return signs * SIGN + (words.length() - signs) * LETTER;
    }
}
