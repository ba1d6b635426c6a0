package io.intertie.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

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

    /// A stretch of time with a price at some of it. **Units** minutes from its beginning;
    /// millionths of the currency.
    public record Signed(
            long minutes, List<Span> spans, List<Mark> hours, List<Mark> prices, String title) {
        public Signed {
            spans = List.copyOf(spans);
            hours = List.copyOf(hours);
            prices = List.copyOf(prices);
        }

        /// A price from a minute on until another; `level` as of a [Bar].
        public record Span(long from, long until, long micro, int level) {}

        /// What is written at a minute, or at a price.
        public record Mark(long at, String text) {}
    }

    /// Days by hours. `level` colours a cell as it does a bar; `second` says that its hour comes
    /// twice that day and this is the second time, when the clocks go back.
    public record Heat(String title, String description, List<Row> rows) {
        public record Row(String label, List<Cell> cells) {
            public Row {
                cells = List.copyOf(cells);
            }
        }

        public record Cell(int hour, boolean twice, boolean second, int level, boolean isNow) {}

        public Heat {
            rows = List.copyOf(rows);
        }
    }

    /// One part of a whole; `index` picks its colour.
    public record Part(int index, BigDecimal share) {}

    /// Hours in a row that the chart marks: from bar `from` up to but without bar `until`.
    public record Marked(int from, int until, String words) {}

    /// The 24-hour curve twice: wide, and 360 wide for phones, so that its words keep their size.
    public static String curve(Curve curve) {
        return curve(curve, Optional.empty());
    }

    /// The curve with some of its hours marked.
    public static String curve(Curve curve, Optional<Marked> marked) {
        var svg = new Svg();
        svg.out.append("<div class=\"chart\">");
        CurveFrame.WIDE.draw(svg, curve, marked);
        CurveFrame.NARROW.draw(svg, curve, marked);
        return svg.out.append("</div>").toString();
    }

    /// A day whose prices may lie below 0 and may leave gaps, twice as the curve.
    public static String signed(Signed bars) {
        var svg = new Svg();
        svg.out.append("<div class=\"chart\">");
        SignedFrame.WIDE.draw(svg, bars);
        SignedFrame.NARROW.draw(svg, bars);
        return svg.out.append("</div>").toString();
    }

    /// A heat map twice, as a curve is.
    public static String heat(Heat heat) {
        var svg = new Svg();
        svg.out.append("<div class=\"chart\">");
        HeatFrame.WIDE.draw(svg, heat);
        HeatFrame.NARROW.draw(svg, heat);
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

    /// Thirty days, each in the style of how it went; a table has the figures.
    public static String days(List<String> styles, String label) {
        var svg = new Svg();
        svg.out.append("<svg viewBox=\"0 0 120 20\" width=\"120\" height=\"20\" role=\"img\"");
        svg.attribute("aria-label", label).out.append('>');
        for (var day = 0; day < styles.size(); day++) {
            svg.rect(styles.get(day), new Box(day * 40L, 0, 30, 200), 1);
        }
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
            var share = part.share().movePointRight(4);
            var width = share.setScale(0, RoundingMode.HALF_UP).longValueExact();
            if (width > 0) {
                svg.rect("p" + part.index(), new Box(from, 0, Math.max(20, width - 30), 340), 4);
            }
            from += width;
        }
        return svg.out.append("</svg>").toString();
    }

    record Box(long x, long y, long width, long height) {
        Box until(long bottom) {
            return new Box(x, y, width, bottom - y);
        }
    }

    interface Placing {
        Box place(int index, Bar bar);
    }

    // One path for each level keeps 24 bars at five elements.
    void levels(List<Bar> bars, Placing placing) {
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

    void rect(String style, Box box, int radius) {
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

    void line(String style, long x1, long y1, long x2, long y2) {
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

    void label(String style, long x, long y, String anchor, String words) {
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

    // A page may have two charts: their words tell them apart.
    void open(String style, int width, int height, String title, String description) {
        var id = "c-" + style + Integer.toHexString((title + description).hashCode());
        raw("<svg width=\"100%\" role=\"img\"")
                .attribute("class", style)
                .attribute("viewBox", "0 0 " + width + " " + height)
                .attribute("aria-labelledby", id + "t " + id + "d")
                .raw("><title")
                .attribute("id", id + "t")
                .raw(">")
                .text(title);
        raw("</title><desc").attribute("id", id + "d").raw(">").text(description);
        raw("</desc>");
    }

    Svg attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        text(value).append('"');
        return this;
    }

    StringBuilder text(String words) {
        return out.append(escape(words));
    }

    Svg raw(String markup) {
        out.append(markup);
        return this;
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
