package io.intertie.web.visitor;

import io.intertie.tariff.PriceBook;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import io.intertie.web.Svg;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The next 24 hours of an offer's price, drawn on one reader's clock.
final class Day {
    private static final int TICKS = 5;

    private Day() {}

    static Svg.Curve curve(Offer offer, Figures figures, UnaryOperator<String> words) {
        var now = figures.price(offer.currency(), offer.leadPrice());
        var mean = figures.price(offer.currency(), offer.shortMean());
        return new Svg.Curve(
                offer.bars(figures),
                offer.mean(),
                0,
                new Svg.Curve.Words(
                        words.apply("chart.title"),
                        words.apply("chart.description"),
                        words.apply("chart.now") + " " + now,
                        words.apply("chart.mean") + " " + mean),
                ticks(offer, figures));
    }

    /// The first hours in a row at the lowest price; none where every hour costs the same.
    static Optional<Svg.Marked> cheapest(
            Offer offer, Figures figures, UnaryOperator<String> words) {
        var prices = offer.hours().stream().map(PriceBook.HourPrice::buyerMicroPerMillion).toList();
        var lowest = prices.stream().min(Comparator.naturalOrder());
        if (lowest.isEmpty() || prices.stream().distinct().count() == 1) {
            return Optional.empty();
        }
        var from = prices.indexOf(lowest.get());
        var until = from;
        while (until < prices.size() && prices.get(until).equals(lowest.get())) {
            until++;
        }
        var first = offer.hours().get(from).from();
        var end = offer.hours().get(until - 1).from().plus(Duration.ofHours(1));
        var span = figures.clock(first).text() + "–" + figures.clock(end).text();
        return Optional.of(new Svg.Marked(from, until, words.apply("chart.cheapest") + " " + span));
    }

    private static List<Svg.Curve.Tick> ticks(Offer offer, Figures figures) {
        var most =
                offer.hours().stream()
                        .mapToLong(PriceBook.HourPrice::buyerMicroPerMillion)
                        .max()
                        .orElse(1);
        var step = step(most);
        var digits = Math.max(2, BigDecimal.valueOf(step, 6).stripTrailingZeros().scale());
        var ticks = new ArrayList<Svg.Curve.Tick>();
        for (var micro = 0L; micro < most + step; micro += step) {
            ticks.add(new Svg.Curve.Tick(micro, figures.axis(offer.currency(), micro, digits)));
        }
        return ticks;
    }

    // The smallest of 1, 2, 5, 10, 20 … of which five reach the highest price.
    private static long step(long most) {
        for (var unit = 1L; ; unit *= 10) {
            for (var factor : List.of(1, 2, 5)) {
                if (unit * factor * TICKS >= most) {
                    return unit * factor;
                }
            }
        }
    }
}
