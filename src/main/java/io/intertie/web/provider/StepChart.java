package io.intertie.web.provider;

import io.intertie.web.Svg;
import java.util.List;

/// A season's prices as steps, quarter by quarter: a line for each kind of day that differs.
///
/// Wide for desks and 360 wide for phones. **Units** millionths per kWh; tenths of a pixel.
record StepChart(String title, String text, List<Line> lines, List<Svg.Curve.Tick> ticks) {
    /// Where a quarter hour has no price.
    static final long GAP = -1;

    private static final int TOP = 100;
    private static final int FOOT = 240;
    private static final int SLOTS = 96;

    StepChart {
        lines = List.copyOf(lines);
        ticks = List.copyOf(ticks);
    }

    /// 96 quarter hours, [#GAP] where there is no price; `style` 1 to 4.
    record Line(int style, List<Long> micro) {
        Line {
            micro = List.copyOf(micro);
        }
    }

    private record Frame(String name, int width, int height, int left, int labelEvery) {
        long x(int slot) {
            return left * 10L + (width - left - 10) * 10L * slot / SLOTS;
        }

        long y(long micro, long most) {
            var floor = height * 10L - FOOT;
            return floor - (floor - TOP) * micro / most;
        }
    }

    /// The markup of both.
    String draw() {
        return "<div class=\"chart steps\">"
                + draw(new Frame("w", 820, 200, 62, 3))
                + draw(new Frame("s", 360, 190, 50, 6))
                + "</div>";
    }

    private String draw(Frame frame) {
        var most = Math.max(1, ticks.stream().mapToLong(Svg.Curve.Tick::micro).max().orElse(1));
        var out = new StringBuilder();
        out.append("<svg width=\"100%\" role=\"img\" class=\"")
                .append(frame.name())
                .append("\" viewBox=\"0 0 ")
                .append(frame.width())
                .append(' ')
                .append(frame.height())
                .append("\" aria-label=\"")
                .append(Svg.escape(title + ". " + text))
                .append("\">");
        for (var tick : ticks) {
            var y = frame.y(tick.micro(), most);
            out.append(
                    "<path class=\"grid\" d=\"M%s %sH%s\"/>"
                            .formatted(px(frame.x(0)), px(y), px(frame.x(SLOTS))));
            label(out, frame.x(0) - 80, y + 40, "end", tick.text());
        }
        for (var hour = 0; hour < 24; hour += frame.labelEvery()) {
            label(
                    out,
                    frame.x(hour * 4),
                    frame.height() * 10L - 60,
                    "start",
                    Hours.clock(hour * 4));
        }
        lines.forEach(line ->
                out.append("<path class=\"step d")
                        .append(line.style())
                        .append("\" d=\"")
                        .append(path(line, frame, most))
                        .append("\"/>"));
        return out.append("</svg>").toString();
    }

    private static String path(Line line, Frame frame, long most) {
        var path = new StringBuilder();
        var isDrawn = false;
        for (var slot = 0; slot < SLOTS; slot++) {
            var micro = line.micro().get(slot);
            if (micro >= 0) {
                var y = px(frame.y(micro, most));
                path.append(isDrawn ? "V" + y : "M" + px(frame.x(slot)) + " " + y)
                        .append('H')
                        .append(px(frame.x(slot + 1)));
            }
            isDrawn = micro >= 0;
        }
        return path.toString();
    }

    private static void label(StringBuilder out, long x, long y, String anchor, String words) {
        out.append(
                "<text class=\"axis\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                        .formatted(px(x), px(y), anchor, Svg.escape(words)));
    }

    private static String px(long tenths) {
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + Math.abs(tenths % 10));
    }
}
