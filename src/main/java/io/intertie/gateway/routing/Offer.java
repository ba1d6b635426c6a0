package io.intertie.gateway.routing;

import io.intertie.access.LockedPrice;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.money.Currency;
import io.intertie.platform.config.Secret;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A live listing with all that a call to it needs; `prices` are in force now or announced,
/// `standing` is how it did of late.
public record Offer(
        Listing listing,
        Model model,
        Provider provider,
        DataCenter dataCenter,
        Optional<Secret> credential,
        List<PriceBook.Priced> prices,
        Standing standing) {
    public Offer {
        prices = List.copyOf(prices);
    }

    /// An offer of which nothing has been measured.
    public Offer(
            Listing listing,
            Model model,
            Provider provider,
            DataCenter dataCenter,
            Optional<Secret> credential,
            List<PriceBook.Priced> prices) {
        this(listing, model, provider, dataCenter, credential, prices, Standing.UNKNOWN);
    }

    /// The same offer with another standing.
    public Offer standing(Standing other) {
        return new Offer(listing, model, provider, dataCenter, credential, prices, other);
    }

    /// The price in force at an instant.
    public Optional<PriceInForce> priceAt(Instant instant) {
        return priceAt(instant, priced -> true);
    }

    /// The same for buyers of a currency: empty while no exchange rate leads to it.
    public Optional<PriceInForce> priceAt(Instant instant, Currency buyer) {
        return priceAt(instant, priced -> priced.isOfferedIn(buyer));
    }

    /// The same for a subscription's holder, whose lock may be of this listing.
    Optional<PriceInForce> priceAt(Instant instant, Currency buyer, Optional<LockedPrice> lock) {
        return lock.filter(locked -> locked.isOf(listing.id()))
                .map(locked -> locked.at(instant, buyer, prices))
                .orElseGet(() -> priceAt(instant, buyer));
    }

    private Optional<PriceInForce> priceAt(Instant instant, Predicate<PriceBook.Priced> chosen) {
        return prices.stream()
                .filter(chosen)
                .filter(priced -> priced.version().isInForceAt(instant))
                .map(priced -> priced.at(instant))
                .findFirst();
    }
}
