package io.intertie.web.admin;

import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.web.Figures;
import io.intertie.web.books.RateView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;

/// The exchange rates with their age.
@ApplicationScoped
class Rates {
    /// The European Central Bank's days off are four in a row at Easter; more than that is stale.
    private static final long STALE_AFTER_DAYS = 5;

    private static final int LATEST = 200;

    private final Quotes quotes;
    private final Clock clock;

    @Inject
    Rates(Quotes quotes, Clock clock) {
        this.quotes = quotes;
        this.clock = clock;
    }

    /// A rate and how many days ago its reference was published.
    public record Line(RateView rate, long ageDays, boolean isInForce) {
        public boolean isStale() {
            return ageDays > STALE_AFTER_DAYS;
        }
    }

    /// The newest quote of each pair.
    List<Line> newest(Figures figures) {
        var byPair = new LinkedHashMap<String, Quote>();
        quotes.latest(LATEST).forEach(one -> byPair.putIfAbsent(one.pair().toString(), one));
        return byPair.values().stream().map(one -> line(one, figures)).toList();
    }

    List<Line> latest(Figures figures) {
        return quotes.latest(LATEST).stream().map(one -> line(one, figures)).toList();
    }

    private Line line(Quote quote, Figures figures) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new Line(
                RateView.of(quote, figures),
                ChronoUnit.DAYS.between(quote.asOf(), today),
                quote.isValidAt(now));
    }
}
