package io.intertie.web.visitor;

import io.intertie.tariff.PriceBook;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import io.intertie.web.Svg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The next 24 hours of an offer's price, drawn on one reader's clock.
final class Day {
    private static final int TICKS = 5;

    private Day() {}

    static Svg.Curve curve(Offer offer, Figures figures, UnaryOperator<String> words) {
        var now = figures.price(offer.currency(), offer.leadPrice());
        var mean = figures.price(offer.currency(), offer.mean() / 100 * 100);
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

    /// The cheapest hours in a row: `02:00–06:00`.
    static String cheapest(Offer offer, Figures figures) {
        var lowest =
                offer.hours().stream()
                        .mapToLong(PriceBook.HourPrice::buyerMicroPerMillion)
                        .min()
                        .orElse(0);
        var from =
                offer.hours().stream()
                        .filter(hour -> hour.buyerMicroPerMillion() == lowest)
                        .findFirst();
        if (from.isEmpty()) {
            return "";
        }
        var until = from.get().from();
        for (var hour : offer.hours()) {
            if (hour.from().equals(until) && hour.buyerMicroPerMillion() == lowest) {
                until = until.plus(Duration.ofHours(1));
            }
        }
        return figures.clock(from.get().from()).text() + "–" + figures.clock(until).text();
    }

    private static List<Svg.Curve.Tick> ticks(Offer offer, Figures figures) {
        var most =
                offer.hours().stream()
                        .mapToLong(PriceBook.HourPrice::buyerMicroPerMillion)
                        .max()
                        .orElse(1);
        var step = step(most);
        var ticks = new ArrayList<Svg.Curve.Tick>();
        for (var micro = 0L; micro < most + step; micro += step) {
            ticks.add(new Svg.Curve.Tick(micro, figures.axis(offer.currency(), micro)));
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
