package io.intertie.metering;

import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.money.Currency;
import io.intertie.platform.inject.Direct;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Whether there is a rate between a provider's and a buyer's currency: no hold without one.
///
/// A quote that was looked up is used for some seconds without asking again, as long as it lasts.
@Direct
class Exchange {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Quotes quotes;
    private final Clock clock;
    private final Map<CurrencyPair, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(Quote quote, Instant at) {
        boolean isUsable(Instant now) {
            return quote.isValidAt(now) && !at.isAfter(now) && at.plus(REMEMBERED).isAfter(now);
        }
    }

    @Inject
    Exchange(Quotes quotes, Clock clock) {
        this.quotes = quotes;
        this.clock = clock;
    }

    /// Whether requests may be admitted that a buyer pays in `buyer` and a provider earns in
    /// `provider`.
    boolean isOpen(Currency provider, Currency buyer) {
        return provider.equals(buyer) || now(new CurrencyPair(provider, buyer)).isPresent();
    }

    /// Whether that can be told without looking it up.
    boolean isKnown(Currency provider, Currency buyer) {
        if (provider.equals(buyer)) {
            return true;
        }
        var last = seen.get(new CurrencyPair(provider, buyer));
        return last != null && last.isUsable(clock.instant());
    }

    private Optional<Quote> now(CurrencyPair pair) {
        var now = clock.instant();
        var last = seen.get(pair);
        return last != null && last.isUsable(now) ? Optional.of(last.quote()) : lookedUp(pair, now);
    }

    /// One looks it up for all that wait for it.
    private synchronized Optional<Quote> lookedUp(CurrencyPair pair, Instant now) {
        var last = seen.get(pair);
        if (last != null && last.isUsable(now)) {
            return Optional.of(last.quote());
        }
        var found = quotes.current(pair);
        found.ifPresent(quote -> seen.put(pair, new Seen(quote, now)));
        return found;
    }

    /// The quote in force when a request was admitted; empty within one currency.
    ///
    /// @throws IllegalStateException if there was none: then nothing was set aside either
    Optional<Quote> atAdmission(UsageRecord usage) {
        var pair = new CurrencyPair(usage.providerCurrency(), usage.buyerCurrency());
        if (pair.isOneCurrency()) {
            return Optional.empty();
        }
        var last = seen.get(pair);
        if (last != null && last.quote().isValidAt(usage.admittedAt())) {
            return Optional.of(last.quote());
        }
        var found = quotes.at(pair, usage.admittedAt());
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "no rate of " + pair + " was in force at " + usage.admittedAt());
        }
        return found;
    }
}
