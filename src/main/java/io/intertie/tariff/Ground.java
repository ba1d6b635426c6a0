package io.intertie.tariff;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Provider;
import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.money.Currency;
import io.intertie.money.Rate;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What this room asks of the rooms below it.
@ApplicationScoped
class Ground {
    private final Rooms rooms;

    /// The questions as functions, so that a test can answer them without those rooms.
    record Rooms(
            Supplier<List<Listing>> listings,
            Function<UUID, Optional<Listing>> listing,
            Function<UUID, Optional<DataCenter>> site,
            Function<UUID, Optional<Provider>> provider,
            Function<CurrencyPair, Optional<Quote>> quoteNow,
            Function<UUID, Optional<Quote>> quote) {}

    /// A listing with where it is served and who offers it.
    record Offer(Listing listing, DataCenter site, Provider provider) {}

    @Inject
    Ground(Catalog catalog, Quotes quotes) {
        this(
                new Rooms(
                        catalog::listings,
                        catalog::listing,
                        catalog::dataCenter,
                        catalog::provider,
                        quotes::current,
                        quotes::find));
    }

    Ground(Rooms rooms) {
        this.rooms = rooms;
    }

    /// @throws Problem if there is no such listing
    Offer offer(UUID listingId) {
        var listing = orNone(rooms.listing().apply(listingId), "listing");
        return new Offer(
                listing,
                site(listing.dataCenterId()),
                orNone(rooms.provider().apply(listing.providerId()), "provider"));
    }

    /// @throws Problem if there is no such site
    DataCenter site(UUID dataCenterId) {
        return orNone(rooms.site().apply(dataCenterId), "site");
    }

    /// The currency that a site's provider is paid in.
    Currency currencyAt(DataCenter site) {
        return orNone(rooms.provider().apply(site.providerId()), "provider").currency();
    }

    /// The listings that are still offered from a site.
    List<Listing> listingsAt(UUID dataCenterId) {
        return rooms.listings().get().stream()
                .filter(listing -> listing.dataCenterId().equals(dataCenterId))
                .filter(listing -> listing.state() != Listing.State.RETIRED)
                .toList();
    }

    /// The quotes in force for a provider's currency, for each buyer currency that has one.
    List<Quote> quotesOf(Currency provider) {
        return PriceBook.BUYER_CURRENCIES.stream()
                .flatMap(
                        buyer -> rooms.quoteNow().apply(new CurrencyPair(provider, buyer)).stream())
                .toList();
    }

    /// Prices with the buyer currencies that no quote leads to now; each pair is asked once.
    List<PriceBook.Priced> withRates(List<PriceBook.Priced> prices) {
        var stopped = new HashMap<Currency, Set<Currency>>();
        return prices.stream()
                .map(one ->
                        new PriceBook.Priced(
                                one.version(),
                                one.hours(),
                                stopped.computeIfAbsent(
                                        one.version().providerCurrency(), this::stopped)))
                .toList();
    }

    private Set<Currency> stopped(Currency provider) {
        return PriceBook.BUYER_CURRENCIES.stream()
                .filter(buyer ->
                        rooms.quoteNow().apply(new CurrencyPair(provider, buyer)).isEmpty())
                .collect(Collectors.toSet());
    }

    /// The reference rate that a version was published at, for buyers of a currency.
    Optional<Rate> midOf(PriceVersion version, Currency buyer) {
        if (buyer.equals(version.providerCurrency())) {
            return Optional.of(Rate.ONE);
        }
        return Optional.ofNullable(version.inputs().quotes().get(buyer))
                .flatMap(rooms.quote())
                .map(Quote::mid);
    }

    private static <T> T orNone(Optional<T> found, String what) {
        return found.orElseThrow(
                () -> new Problem(ProblemType.NOT_FOUND, "There is no such " + what + "."));
    }
}
