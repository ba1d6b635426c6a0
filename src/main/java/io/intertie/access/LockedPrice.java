package io.intertie.access;

import io.intertie.money.Currency;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A lock with its prices: the one answer to what its subscription pays, for routing, page and
/// bill.
///
/// **Always true** what costs more than the lock reaches its holder no earlier than 30 days after
/// it was announced, also after the lock's end (`LockedPriceTest`).
public record LockedPrice(PriceLock lock, List<PriceBook.Priced> prices) {
    /// How long an increase is announced to whoever has locked a price.
    public static final Duration NOTICE = Duration.ofDays(30);

    public LockedPrice {
        prices = List.copyOf(prices);
    }

    public boolean isOf(UUID listingId) {
        return lock.listingId().equals(listingId);
    }

    /// The price of a request that is admitted at an instant, for a buyer of a currency; `list` are
    /// the listing's prices for everybody. Empty where the listing is not offered at all.
    public Optional<PriceInForce> at(Instant now, Currency currency, List<PriceBook.Priced> list) {
        var listed = inForce(list, now, currency);
        var own = inForce(prices, now, currency);
        if (listed.isEmpty() || own.isEmpty() || now.isBefore(lock.from())) {
            return listed.map(one -> one.at(now));
        }
        return Optional.of((holds(own.get(), listed.get(), now) ? own : listed).get().at(now));
    }

    private boolean holds(PriceBook.Priced own, PriceBook.Priced listed, Instant now) {
        if (now.isBefore(lock.until())) {
            return true;
        }
        var end = lock.until().plus(NOTICE);
        var announced = listed.version().publishedAt().plus(NOTICE);
        return now.isBefore(end)
                && now.isBefore(announced)
                && isDearer(listed.at(now), own.at(now));
    }

    private boolean isDearer(PriceInForce listed, PriceInForce own) {
        return own.version().lines().stream()
                .filter(line -> line.band() == own.band())
                .anyMatch(line ->
                        listed.version()
                                .line(line.tokens(), listed.band(), line.buyerCurrency())
                                .filter(other ->
                                        other.buyerMicroPerMillion() > line.buyerMicroPerMillion())
                                .isPresent());
    }

    private static Optional<PriceBook.Priced> inForce(
            List<PriceBook.Priced> prices, Instant now, Currency currency) {
        return prices.stream()
                .filter(one -> one.isOfferedIn(currency))
                .filter(one -> one.version().isInForceAt(now))
                .findFirst();
    }
}
