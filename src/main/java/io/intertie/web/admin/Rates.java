package io.intertie.web.admin;

import io.intertie.fx.Freshness;
import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.fx.TargetDays;
import io.intertie.web.Figures;
import io.intertie.web.books.RateView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;

/// The exchange rates with their age.
@ApplicationScoped
class Rates {
    private static final int LATEST = 200;

    private final Quotes quotes;
    private final Clock clock;

    @Inject
    Rates(Quotes quotes, Clock clock) {
        this.quotes = quotes;
        this.clock = clock;
    }

    /// A rate, what its buyer's side pays, and how many days ago its reference was published.
    ///
    /// `buffer` is what an old reference adds; `age` judges the reference by now.
    public record Line(
            RateView rate,
            String buyersRate,
            String buffer,
            long ageDays,
            Freshness age,
            boolean isInForce) {
        public boolean isStale() {
            return age.state() == Freshness.State.STALE || age.isStopped();
        }

        public boolean isStopped() {
            return age.isStopped();
        }

        public boolean isSeed() {
            return age.state() == Freshness.State.SEED;
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
        return new Line(
                RateView.of(quote, figures),
                figures.rate(quote.rate().value()),
                figures.percent(BigDecimal.valueOf(quote.bufferBps(), 4)),
                ChronoUnit.DAYS.between(quote.asOf(), TargetDays.at(now)),
                quote.freshness(now),
                quote.isValidAt(now));
    }
}
