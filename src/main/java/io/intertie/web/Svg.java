package io.intertie.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// Charts drawn on the server: they print, need no script, and pass the strict content policy.
///
/// Each one has a title and, where it carries figures, stands beside a table with the same ones.
/// Geometry is integers, in tenths of a pixel.
public final class Svg {
    private final StringBuilder out = new StringBuilder(2048);

    private Svg() {}

    /// One hour of a price: `level` 1 (low) to 5 (high) against the day's mean.
    public record Bar(String label, long micro, int level) {
        /// The level of a price against a mean: ±1 % is average, −5 % low, +8 % high.
        public static int levelOf(long micro, long mean) {
            if (mean == 0) {
                return 3;
            }
            var basisPoints = Math.floorDiv((micro - mean) * 10_000, mean);
            if (basisPoints <= -500) {
                return 1;
            }
            if (basisPoints < -100) {
                return 2;
            }
            if (basisPoints <= 100) {
                return 3;
            }
            return basisPoints < 800 ? 4 : 5;
        }
    }

    /// A day's prices. `nowHour` is the bar that the present falls in, −1 for none.
    public record Curve(
            List<Bar> bars, long meanMicro, int nowHour, Words words, List<Tick> ticks) {
        /// What is written on the chart, in the reader's language.
        public record Words(String title, String description, String now, String mean) {}

        /// A line of the vertical axis.
        public record Tick(long micro, String text) {}

        public Curve {
            bars = List.copyOf(bars);
            ticks = List.copyOf(ticks);
        }
    }

    /// One part of a whole; `index` picks its colour.
    public record Part(int index, BigDecimal share) {}

    /// The 24-hour curve twice: wide, and 360 wide for phones, so that its words keep their size.
    public static String curve(Curve curve) {
        var svg = new Svg();
        svg.out.append("<div class=\"chart\">");
        svg.curve(curve, new Frame(820, 236, 62, 3, "w"));
        svg.curve(curve, new Frame(360, 216, 50, 6, "s"));
        return svg.out.append("</div>").toString();
    }

    /// A day's prices in a table cell.
    public static String spark(List<Bar> bars, String label) {
        var svg = new Svg();
        svg.out.append("<svg viewBox=\"0 0 120 28\" width=\"120\" height=\"28\" role=\"img\"");
        svg.attribute("aria-label", label).out.append('>');
        var most = bars.stream().mapToLong(Bar::micro).max().orElse(1);
        var least = bars.stream().mapToLong(Bar::micro).min().orElse(0);
        long step = bars.isEmpty() ? 50 : 1200 / bars.size();
        svg.levels(
                bars,
                (index, bar) -> {
                    var height =
                            most == least
                                    ? 180
                                    : 110 + 170 * (bar.micro() - least) / (most - least);
                    return new Box(index * step, 280 - height, step - 10, height);
                });
        return svg.out.append("</svg>").toString();
    }

    /// The parts of a price on one bar; the table beside it has the figures.
    public static String anatomy(List<Part> parts, String label) {
        var svg = new Svg();
        svg.out
                .append("<svg viewBox=\"0 0 1000 34\" width=\"100%\" height=\"34\" role=\"img\"")
                .append(" preserveAspectRatio=\"none\"");
        svg.attribute("aria-label", label).out.append('>');
        var from = 0L;
        for (var part : parts) {
            var width =
                    part.share()
                            .movePointRight(4)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact();
            if (width > 0) {
                svg.rect("p" + part.index(), new Box(from, 0, Math.max(20, width - 30), 340), 4);
            }
            from += width;
        }
        return svg.out.append("</svg>").toString();
    }

    private record Frame(int width, int height, int left, int labelEvery, String name) {
        int top() {
            return 26;
        }

        int bottom() {
            return height - 24;
        }

        long slot(int bars) {
            return (width - left - 10) * 10L / bars;
        }
    }

    private record Box(long x, long y, long width, long height) {}

    private interface Placing {
        Box place(int index, Bar bar);
    }

    private void curve(Curve curve, Frame frame) {
        var id = "curve-" + frame.name();
        out.append("<svg class=\"")
                .append(frame.name())
                .append("\" viewBox=\"0 0 ")
                .append(frame.width())
                .append(' ')
                .append(frame.height())
                .append("\" width=\"100%\" role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("t ")
                .append(id)
                .append("d\"><title id=\"")
                .append(id)
                .append("t\">");
        text(curve.words().title()).append("</title><desc id=\"").append(id).append("d\">");
        text(curve.words().description()).append("</desc>");
        var most = curve.ticks().stream().mapToLong(Curve.Tick::micro).max().orElse(1);
        var scale = new Scale(frame, Math.max(1, most));
        curve.ticks().forEach(tick -> gridLine(frame, scale, tick));
        var slot = frame.slot(curve.bars().size());
        levels(
                curve.bars(),
                (index, bar) -> {
                    var y = scale.y(bar.micro());
                    return new Box(
                            frame.left() * 10L + index * slot,
                            y,
                            slot - 25,
                            frame.bottom() * 10L - y);
                });
        for (var hour = 0; hour < curve.bars().size(); hour += frame.labelEvery()) {
            var x = frame.left() * 10L + hour * slot;
            label("axis", x, frame.height() * 10L - 60, "start", curve.bars().get(hour).label());
        }
        mean(curve, frame, scale);
        if (curve.nowHour() >= 0) {
            now(curve, frame, slot);
        }
        out.append("</svg>");
    }

    private record Scale(Frame frame, long most) {
        long y(long micro) {
            var room = (frame.bottom() - frame.top()) * 10L;
            return frame.bottom() * 10L - room * Math.min(micro, most) / most;
        }
    }

    private void gridLine(Frame frame, Scale scale, Curve.Tick tick) {
        var y = scale.y(tick.micro());
        line("grid", frame.left() * 10L, y, frame.width() * 10L - 100, y);
        label("axis", frame.left() * 10L - 80, y + 40, "end", tick.text());
    }

    private void mean(Curve curve, Frame frame, Scale scale) {
        var y = scale.y(curve.meanMicro());
        line("mean", frame.left() * 10L, y, frame.width() * 10L - 100, y);
        label("axis", frame.width() * 10L - 100, 140, "end", curve.words().mean());
    }

    private void now(Curve curve, Frame frame, long slot) {
        var x = frame.left() * 10L + curve.nowHour() * slot + (slot - 25) / 2;
        line("now-line", x, 200, x, frame.bottom() * 10L);
        var half = 38L * curve.words().now().length();
        var middle =
                Math.max(frame.left() * 10L + half, Math.min(x, frame.width() * 10L - half - 1200));
        rect("now-box", new Box(middle - half, 20, 2 * half, 190), 5);
        label("now-text", middle, 153, "middle", curve.words().now());
    }

    // One path for each level keeps 24 bars at five elements.
    private void levels(List<Bar> bars, Placing placing) {
        for (var level = 1; level <= 5; level++) {
            var path = new StringBuilder();
            for (var index = 0; index < bars.size(); index++) {
                if (bars.get(index).level() == level) {
                    var box = placing.place(index, bars.get(index));
                    path.append('M')
                            .append(tenths(box.x()))
                            .append(' ')
                            .append(tenths(box.y() + box.height()))
                            .append('V')
                            .append(tenths(box.y()))
                            .append('h')
                            .append(tenths(box.width()))
                            .append('v')
                            .append(tenths(box.height()))
                            .append('z');
                }
            }
            if (!path.isEmpty()) {
                out.append("<path class=\"l")
                        .append(level)
                        .append("\" d=\"")
                        .append(path)
                        .append("\"/>");
            }
        }
    }

    private void rect(String style, Box box, int radius) {
        out.append("<rect class=\"")
                .append(style)
                .append("\" x=\"")
                .append(tenths(box.x()))
                .append("\" y=\"")
                .append(tenths(box.y()))
                .append("\" width=\"")
                .append(tenths(box.width()))
                .append("\" height=\"")
                .append(tenths(box.height()))
                .append("\" rx=\"")
                .append(radius)
                .append("\"/>");
    }

    private void line(String style, long x1, long y1, long x2, long y2) {
        out.append("<line class=\"")
                .append(style)
                .append("\" x1=\"")
                .append(tenths(x1))
                .append("\" y1=\"")
                .append(tenths(y1))
                .append("\" x2=\"")
                .append(tenths(x2))
                .append("\" y2=\"")
                .append(tenths(y2))
                .append("\"/>");
    }

    private void label(String style, long x, long y, String anchor, String words) {
        out.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(tenths(x))
                .append("\" y=\"")
                .append(tenths(y))
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\">");
        text(words).append("</text>");
    }

    private Svg attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        text(value).append('"');
        return this;
    }

    private StringBuilder text(String words) {
        return out.append(escape(words));
    }

    private static String tenths(long value) {
        return value / 10 + (value % 10 == 0 ? "" : "." + Math.abs(value % 10));
    }

    /// A text made safe to stand in markup.
    public static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
