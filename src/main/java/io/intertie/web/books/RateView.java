package io.intertie.web.books;

import io.intertie.fx.Quote;
import io.intertie.web.Figures;
import java.time.ZoneOffset;

/// An exchange rate with where it comes from.
public record RateView(
        String id,
        String pair,
        String mid,
        String spread,
        String source,
        String quality,
        String asOf,
        Figures.Moment validFrom,
        Figures.Moment validTo) {
    public static RateView of(Quote quote, Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        var pair = quote.pair();
        return new RateView(
                quote.id().toString(),
                pair.toString(),
                "1 %s = %s %s".formatted(pair.base(), utc.rate(quote.mid().value()), pair.quote()),
                utc.percent(quote.spread()),
                quote.source(),
                quote.quality(),
                utc.date(quote.asOf()),
                utc.moment(quote.validFrom()),
                utc.moment(quote.validTo()));
    }
}
