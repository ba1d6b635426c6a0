package io.intertie.fx;

import io.intertie.money.Rate;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The quotes in force, made from reference rates.
///
/// A pair's base is what a provider is paid in and its quote what a buyer pays: CNY/USD says what
/// one yuan costs in dollars. A quote holds for 24 hours; the next request after that makes the
/// next one.
@ApplicationScoped
public class Quotes {
    private static final Duration VALIDITY = Duration.ofHours(24);
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

    /// The quote in force now for a pair, made if there is none; empty if no source has the pair.
    ///
    /// Within one currency it is one for one without a spread, and not stored: [#find] does not
    /// know it.
    public Optional<Quote> current(CurrencyPair pair) {
        if (pair.isOneCurrency()) {
            return Optional.of(oneForOne(pair));
        }
        return quotes.inForce(pair, clock.instant()).or(() -> madeOnce(pair));
    }

    private Quote oneForOne(CurrencyPair pair) {
        var now = clock.instant();
        return new Quote(
                ONE_CURRENCY,
                pair,
                Rate.ONE,
                0,
                now,
                now.plus(VALIDITY),
                "one currency",
                "exact",
                LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    private Optional<Quote> madeOnce(CurrencyPair pair) {
        return database.transaction(() -> {
            // Whoever waits here finds the quote that the first one made.
            quotes.lock(pair);
            return quotes.inForce(pair, clock.instant()).or(() -> made(pair));
        });
    }

    private Optional<Quote> made(CurrencyPair pair) {
        return rates.cross(pair)
                .map(cross -> {
                    var now = clock.instant();
                    var quote =
                            new Quote(
                                    UuidV7.at(now),
                                    pair,
                                    cross.mid(),
                                    SPREAD_BPS,
                                    now,
                                    now.plus(VALIDITY),
                                    cross.source(),
                                    cross.quality(),
                                    cross.asOf());
                    quotes.write(quote, cross);
                    return quote;
                });
    }

    public Optional<Quote> find(UUID id) {
        return quotes.find(id);
    }

    /// The newest first.
    public List<Quote> latest(int limit) {
        return quotes.latest(limit);
    }
}
