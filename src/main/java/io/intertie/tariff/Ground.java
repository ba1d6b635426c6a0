package io.intertie.tariff;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.fx.Volatility;
import io.intertie.money.Currency;
import io.intertie.money.Rate;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.energy.EnergyProfiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What this room asks of the rooms below it.
@ApplicationScoped
class Ground {
    private static final Wording NO_PROVIDER =
            Wording.of("ground.provider", "There is no such provider.");

    private final Rooms rooms;
    private final Repricing.TokenEnergy energy;

    /// The questions as functions, so that a test can answer them without those rooms.
    record Rooms(
            Supplier<List<Listing>> listings,
            Function<UUID, Optional<Listing>> listing,
            Function<UUID, Optional<DataCenter>> site,
            Function<UUID, Optional<Provider>> provider,
            Function<UUID, Optional<Model>> model,
            Function<CurrencyPair, Optional<Quote>> quoteNow,
            Function<UUID, Optional<Quote>> quote,
            Function<CurrencyPair, BigDecimal> volatility,
            BiFunction<UUID, EnergyProfile, EnergyProfile> energy) {}

    /// A listing with what it serves, where, and who offers it.
    record Offer(Listing listing, Model.Kind kind, DataCenter site, Provider provider) {}

    @Inject
    Ground(
            Catalog catalog,
            Quotes quotes,
            Volatility volatility,
            EnergyProfiles profiles,
            Repricing.TokenEnergy energy) {
        this(
                new Rooms(
                        catalog::listings,
                        catalog::listing,
                        catalog::dataCenter,
                        catalog::provider,
                        catalog::model,
                        quotes::current,
                        quotes::find,
                        volatility::daily,
                        profiles::of),
                energy);
    }

    Ground(Rooms rooms, Repricing.TokenEnergy energy) {
        this.rooms = rooms;
        this.energy = energy;
    }

    /// The weights of the hours of the site's day by what a listing's tokens took of energy; even
    /// ones until it was measured.
    List<Long> weights(UUID listingId, ZoneId zone, Instant until) {
        return energy.byHour(listingId, zone, until).orElse(HourMeans.EVEN);
    }

    /// What a listing's tokens take: as declared until its site's meters say otherwise.
    EnergyProfile energy(UUID listingId, EnergyProfile declared) {
        return rooms.energy().apply(listingId, declared);
    }

    /// @throws Problem if there is no such listing
    Offer offer(UUID listingId) {
        var listing =
                orNone(
                        rooms.listing().apply(listingId),
                        Wording.of("ground.listing", "There is no such listing."));
        return new Offer(
                listing,
                orNone(
                                rooms.model().apply(listing.modelId()),
                                Wording.of("ground.model", "There is no such model."))
                        .kind(),
                site(listing.dataCenterId()),
                orNone(rooms.provider().apply(listing.providerId()), NO_PROVIDER));
    }

    /// @throws Problem if there is no such site
    DataCenter site(UUID dataCenterId) {
        return orNone(
                rooms.site().apply(dataCenterId),
                Wording.of("ground.site", "There is no such site."));
    }

    /// The currency that a site's provider is paid in.
    Currency currencyAt(DataCenter site) {
        return orNone(rooms.provider().apply(site.providerId()), NO_PROVIDER).currency();
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

    /// How far a pair's rate moves in a day, as a fraction of it.
    BigDecimal volatility(CurrencyPair pair) {
        return rooms.volatility().apply(pair);
    }

    /// The quotes that a version was published at.
    List<Quote> quotesOf(PriceVersion version) {
        var own = version.providerCurrency();
        return version.inputs().quotes().entrySet().stream()
                .flatMap(entry ->
                        (entry.getKey().equals(own)
                                        ? rooms.quoteNow().apply(new CurrencyPair(own, own))
                                        : rooms.quote().apply(entry.getValue()))
                                .stream())
                .sorted(Comparator.comparing((Quote quote) -> quote.pair().quote().code()))
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

    private static <T> T orNone(Optional<T> found, Wording what) {
        return found.orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, what));
    }
}
