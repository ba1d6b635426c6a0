package io.intertie.web.visitor;

import io.intertie.catalog.DataCenter;
import io.intertie.tariff.Band;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import io.intertie.web.Svg;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A site's electricity over the next 24 hours, by one clock: its band now, the low hours to come,
/// and what can be bought from there.
public record TariffClock(
        TariffCard card,
        String until,
        List<String> low,
        boolean isLowNow,
        String strip,
        List<Sold> sold) {
    /// A model offered there: its cheapest offer, now.
    public record Sold(String name, String path, String price, boolean isSandbox) {}

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int STEPS = 96;
    private static final int MOST_SPANS = 3;

    private record Span(Band band, Instant from, Instant until) {}

    /// The clock of a site whose tariff is in force.
    static TariffClock of(
            DataCenter site, TariffVersion tariff, List<Offer> offers, Instant now, Look look) {
        var spans = spans(tariff, now);
        var figures = look.figures();
        return new TariffClock(
                TariffCard.of(site, tariff, now, figures),
                spans.size() == 1 ? "" : figures.clock(spans.getFirst().until()).text(),
                spans.stream()
                        .skip(1)
                        .filter(span -> isLow(span.band()))
                        .limit(MOST_SPANS)
                        .map(span -> text(span, figures))
                        .toList(),
                isLow(spans.getFirst().band()),
                Svg.spark(bars(tariff, now), look.label()),
                sold(offers, figures));
    }

    /// How it is written: on whose clock, and what the strip is called.
    record Look(Figures figures, String label) {}

    public boolean isFixed() {
        return until.isEmpty();
    }

    static boolean isLow(Band band) {
        return band == Band.VALLEY || band == Band.DEEP_VALLEY;
    }

    // From now to the same time tomorrow; a band's begin before now does not matter to anybody.
    private static List<Span> spans(TariffVersion tariff, Instant now) {
        var hours = tariff.table();
        var spans = new ArrayList<Span>();
        var start = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), 900) * 900);
        for (var step = 0; step < STEPS; step++) {
            var at = start.plus(STEP.multipliedBy(step));
            var band = hours.at(at).band();
            if (!spans.isEmpty() && spans.getLast().band() == band) {
                spans.set(spans.size() - 1, new Span(band, spans.getLast().from(), at.plus(STEP)));
            } else {
                spans.add(new Span(band, at, at.plus(STEP)));
            }
        }
        return spans;
    }

    private static String text(Span span, Figures figures) {
        return figures.clock(span.from()).text() + "–" + figures.clock(span.until()).text();
    }

    private static List<Svg.Bar> bars(TariffVersion tariff, Instant now) {
        var hours = tariff.table();
        return IntStream.range(0, 24)
                .mapToObj(hour -> hours.at(now.plus(Duration.ofHours(hour))))
                .map(slot ->
                        new Svg.Bar(
                                "",
                                slot.pricePerKwh().movePointRight(6).longValue(),
                                level(slot.band())))
                .toList();
    }

    private static int level(Band band) {
        return switch (band) {
            case DEEP_VALLEY -> 1;
            case VALLEY -> 2;
            case FLAT -> 3;
            case PEAK -> 4;
            case SHARP -> 5;
        };
    }

    private static List<Sold> sold(List<Offer> offers, Figures figures) {
        return offers.stream()
                .sorted(Comparator.comparingLong(Offer::leadPrice))
                .map(offer ->
                        new Sold(
                                offer.offered().model().name(),
                                "/models/"
                                        + offer.offered().model().wireName()
                                        + "?from="
                                        + offer.offered().provider().slug(),
                                offer.price(offer.lead())
                                        .map(micro -> figures.price(offer.currency(), micro))
                                        .orElse("–"),
                                offer.offered().provider().sandbox()))
                .toList();
    }
}
