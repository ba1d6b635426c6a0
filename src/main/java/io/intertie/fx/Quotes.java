package io.intertie.fx;

import io.intertie.money.Rate;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The quotes in force, made from reference rates.
///
/// A pair's base is what a provider is paid in and its quote what a buyer pays: CNY/USD says what
/// one yuan costs in dollars. A quote holds for 24 hours at most; the next request after that, or a
/// newer rate, makes the next one. From rates that are too old none is made ([Freshness]).
@ApplicationScoped
public class Quotes {
    private static final Duration ONE_DAY = Duration.ofHours(24);
    private static final Duration IN_USE = Duration.ofDays(40);

    /// A request is admitted a little before the quote is made that it asks for.
    private static final Duration SEAM = Duration.ofMinutes(1);

    private static final int SPREAD_BPS = 100;

    /// The id of every quote within one currency: there is nothing to look up.
    private static final UUID ONE_CURRENCY = new UUID(0, 0);

    private final Database database;
    private final QuoteStore quotes;
    private final ReferenceRates rates;
    private final Clock clock;

    @Inject
    Quotes(Database database, QuoteStore quotes, ReferenceRates rates, Clock clock) {
        this.database = database;
        this.quotes = quotes;
        this.rates = rates;
        this.clock = clock;
    }

    /// The quote in force now for a pair, made if there is none; empty if no source has the pair,
    /// or only too long ago.
    ///
    /// Within one currency it is one for one without a spread, and not stored: [#find] does not
    /// know it.
    public Optional<Quote> current(CurrencyPair pair) {
        if (pair.isOneCurrency()) {
            return Optional.of(oneForOne(pair));
        }
        return quotes.inForce(pair, clock.instant()).or(() -> madeOnce(pair));
    }

    /// The quote that was in force at an instant; none is made.
    public Optional<Quote> at(CurrencyPair pair, Instant instant) {
        return quotes.inForce(pair, instant);
    }

    /// The newest quote that had begun by an instant, in force or not: for valuing, not for
    /// charging.
    public Optional<Quote> last(CurrencyPair pair, Instant by) {
        return quotes.last(pair, by);
    }

    private Quote oneForOne(CurrencyPair pair) {
        var now = clock.instant();
        return new Quote(
                ONE_CURRENCY,
                pair,
                Rate.ONE,
                0,
                0,
                now,
                now.plus(ONE_DAY),
                "one currency",
                "exact",
                TargetDays.at(now));
    }

    private Optional<Quote> madeOnce(CurrencyPair pair) {
        return database.transaction(() -> {
            // Whoever waits here finds the quote that the first one made.
            rates.lock();
            var now = clock.instant();
            return quotes.inForce(pair, now).or(() -> made(pair, now, begins(pair, now)));
        });
    }

    /// A quote joins the one that has just ended, or covers the minute before it, so that whatever
    /// was admitted while it was made has one.
    private Instant begins(CurrencyPair pair, Instant now) {
        var earliest = now.minus(SEAM);
        return quotes.lastEnd(pair, now)
                .filter(ended -> !ended.isAfter(now) && ended.isAfter(earliest))
                .orElse(earliest);
    }

    private Optional<Quote> made(CurrencyPair pair, Instant now, Instant from) {
        return rates.cross(pair, TargetDays.at(now))
                .flatMap(cross -> {
                    var freshness = Freshness.of(cross.asOf(), cross.isSeed(), now);
                    if (freshness.isStopped()) {
                        return Optional.empty();
                    }
                    var quote =
                            new Quote(
                                    UuidV7.at(now),
                                    pair,
                                    cross.mid(),
                                    SPREAD_BPS,
                                    freshness.bufferBps(),
                                    from,
                                    freshness.until(now),
                                    cross.source(),
                                    cross.quality(),
                                    cross.asOf());
                    quotes.write(quote, cross);
                    return Optional.of(quote);
                });
    }

    /// Newer rates came: the pairs in use get a quote of them at once.
    void renew() {
        rates.lock();
        var now = clock.instant();
        for (var pair : quotes.pairsSince(now.minus(IN_USE))) {
            var last = quotes.inForce(pair, now);
            var next = rates.cross(pair, TargetDays.at(now));
            if (next.isPresent() && last.map(quote -> isNews(next.get(), quote)).orElse(true)) {
                var _ = made(pair, now, now);
            }
        }
    }

    private static boolean isNews(CrossRate next, Quote last) {
        return !next.asOf().isBefore(last.asOf())
                && !(next.mid().equals(last.mid()) && next.source().equals(last.source()));
    }

    public Optional<Quote> find(UUID id) {
        return quotes.find(id);
    }

    /// The newest first.
    public List<Quote> latest(int limit) {
        return quotes.latest(limit);
    }

    /// The pairs that somebody needed a quote of lately.
    public List<CurrencyPair> pairsInUse() {
        return quotes.pairsSince(clock.instant().minus(IN_USE));
    }
}
