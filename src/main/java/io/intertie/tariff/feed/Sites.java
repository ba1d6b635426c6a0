package io.intertie.tariff.feed;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Provider;
import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.tariff.feed.TableDiff.Affected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What this room asks of the catalogue.
@ApplicationScoped
class Sites {
    private final Supplier<List<DataCenter>> all;
    private final Function<UUID, Optional<Provider>> provider;
    private final Supplier<List<Listing>> listings;

    @Inject
    Sites(Catalog catalog) {
        this(catalog::dataCenters, catalog::provider, catalog::listings);
    }

    /// The questions as functions, so that a test can answer them.
    Sites(
            Supplier<List<DataCenter>> all,
            Function<UUID, Optional<Provider>> provider,
            Supplier<List<Listing>> listings) {
        this.all = all;
        this.provider = provider;
        this.listings = listings;
    }

    /// The sites that an actor changes tariffs of: the market's people all, a provider's their own.
    List<DataCenter> of(Actor actor) {
        return all.get().stream()
                .filter(site ->
                        actor.organisationId().equals(Actor.OPERATOR)
                                || actor.organisationId().equals(site.providerId()))
                .toList();
    }

    /// The grid regions in which there is a site.
    Set<String> regions() {
        return all.get().stream().map(DataCenter::gridRegion).collect(Collectors.toSet());
    }

    Currency currencyAt(DataCenter site) {
        return provider.apply(site.providerId()).orElseThrow().currency();
    }

    List<Affected> listingsAt(DataCenter site) {
        return listings.get().stream()
                .filter(one -> one.dataCenterId().equals(site.id()))
                .filter(one -> one.state() != Listing.State.RETIRED)
                .map(one -> new Affected(one.id(), one.upstreamModel()))
                .toList();
    }
}
