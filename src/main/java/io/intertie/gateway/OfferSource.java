package io.intertie.gateway;

import io.intertie.access.LockedPrices;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.Router;
import io.intertie.gateway.routing.Standing;
import io.intertie.tariff.PriceBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads what is offered, at which prices, how it did of late, and whose prices are locked.
@ApplicationScoped
class OfferSource {
    private final Catalog catalog;
    private final PriceBook priceBook;
    private final LockedPrices lockedPrices;
    private final Standings standings;

    @Inject
    OfferSource(
            Catalog catalog, PriceBook priceBook, LockedPrices lockedPrices, Standings standings) {
        this.catalog = catalog;
        this.priceBook = priceBook;
        this.lockedPrices = lockedPrices;
        this.standings = standings;
    }

    /// The snapshot of who may call, with what is offered to them.
    Snapshot snapshot(Admission admission, List<Model> models, Instant takenAt) {
        var priced = priceBook.offered();
        return new Snapshot(
                admission,
                new Router(offers(models, priced), lockedPrices.live()),
                takenAt,
                priced.stream().map(one -> one.version().id()).collect(Collectors.toSet()));
    }

    private List<Offer> offers(List<Model> models, List<PriceBook.Priced> priced) {
        var modelById = by(models, Model::id);
        var providerById = by(catalog.providers(), Provider::organisationId);
        var siteById = by(catalog.dataCenters(), DataCenter::id);
        Map<UUID, List<PriceBook.Priced>> pricesByListing =
                priced.stream().collect(Collectors.groupingBy(one -> one.version().listingId()));
        var standingById = standings.all();
        var credentialById = catalog.credentials();
        var offers = new ArrayList<Offer>();
        for (var listing : catalog.listings()) {
            var model = modelById.get(listing.modelId());
            var provider = providerById.get(listing.providerId());
            var site = siteById.get(listing.dataCenterId());
            if (listing.isLive() && model != null && provider != null && site != null) {
                offers.add(
                        new Offer(
                                listing,
                                model,
                                provider,
                                site,
                                Optional.ofNullable(credentialById.get(listing.id())),
                                pricesByListing.getOrDefault(listing.id(), List.of()),
                                standingById.getOrDefault(listing.id(), Standing.UNKNOWN)));
            }
        }
        return offers;
    }

    private static <T> Map<UUID, T> by(List<T> all, Function<T, UUID> id) {
        return all.stream().collect(Collectors.toMap(id, Function.identity()));
    }
}
