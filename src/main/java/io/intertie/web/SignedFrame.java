package io.intertie.web;

/// The room that a day with prices below 0 has: a wide one for desks, a narrow one for phones.
///
/// **Units** pixels; what is drawn is in tenths of one.
record SignedFrame(int width, int height, String name) {
    static final SignedFrame WIDE = new SignedFrame(820, 230, "w");
    static final SignedFrame NARROW = new SignedFrame(360, 210, "s");

    private static final int LEFT = 50;
    private static final int TOP = 10;
    private static final int FOOT = 22;
    private static final long ROOM_OF_A_TIME = 310;

    void draw(Svg svg, Svg.Signed bars) {
        svg.raw("<svg width=\"100%\" role=\"img\"")
                .attribute("class", name)
                .attribute("viewBox", "0 0 " + width + " " + height)
                .attribute("aria-label", bars.title())
                .raw(">");
        var scale = Scale.of(this, bars);
        for (var tick : bars.prices()) {
            var y = scale.y(tick.at());
            svg.line(tick.at() == 0 ? "mean" : "grid", LEFT * 10L, y, width * 10L - 100, y);
            svg.label("axis", LEFT * 10L - 80, y + 40, "end", tick.text());
        }
        for (var span : bars.spans()) {
            var zero = scale.y(0);
            var y = scale.y(span.micro());
            var x = scale.x(span.from());
            var gap = span.until() - span.from() >= 60 ? 20 : 8;
            var box =
                    new Svg.Box(
                            x,
                            Math.min(y, zero),
                            Math.max(5, scale.x(span.until()) - x - gap),
                            Math.max(10, Math.abs(zero - y)));
            svg.rect("l" + span.level(), box, 0);
        }
        var every = name.equals("w") ? 1 : 2;
        for (int i = 0; i < bars.hours().size(); i += every) {
            var tick = bars.hours().get(i);
            if (scale.x(tick.at()) < width * 10L - ROOM_OF_A_TIME) {
                svg.label("axis", scale.x(tick.at()), height * 10L - 50, "start", tick.text());
            }
        }
        svg.raw("</svg>");
    }

    /// Where a minute and a price stand, in tenths of a pixel.
    private record Scale(SignedFrame frame, long least, long most, long minutes) {
        static Scale of(SignedFrame frame, Svg.Signed bars) {
            var prices = bars.prices().stream().mapToLong(Svg.Signed.Mark::at).summaryStatistics();
            return new Scale(
                    frame,
                    Math.min(0, prices.getMin()),
                    Math.max(1, prices.getMax()),
                    Math.max(1, bars.minutes()));
        }

        long x(long minute) {
            return LEFT * 10L + (frame.width() - LEFT - 10) * 10L * minute / minutes;
        }

        long y(long micro) {
            var room = (frame.height() - TOP - FOOT) * 10L;
            // Thousandths, so that no price of a market overflows.
            var part = (most - micro) / 1000 * room / Math.max(1, (most - least) / 1000);
            return TOP * 10L + part;
        }
    }
}
