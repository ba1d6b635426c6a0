package io.intertie.gateway;

import io.intertie.access.ApiKeys;
import io.intertie.access.Subscriptions;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.Router;
import io.intertie.platform.config.Settings;
import io.intertie.tariff.PriceBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Takes snapshots from the rooms that know.
@ApplicationScoped
class SnapshotSource {
    private final ApiKeys apiKeys;
    private final Subscriptions subscriptions;
    private final Catalog catalog;
    private final PriceBook priceBook;
    private final Settings settings;
    private final Clock clock;

    @Inject
    SnapshotSource(
            ApiKeys apiKeys,
            Subscriptions subscriptions,
            Catalog catalog,
            PriceBook priceBook,
            Settings settings,
            Clock clock) {
        this.apiKeys = apiKeys;
        this.subscriptions = subscriptions;
        this.catalog = catalog;
        this.priceBook = priceBook;
        this.settings = settings;
        this.clock = clock;
    }

    /// Reads the market as it is now.
    ///
    /// @throws io.intertie.platform.persistence.DatabaseAway if it cannot be read
    Snapshot take() {
        var takenAt = clock.instant();
        var models = catalog.models();
        var admission =
                new Admission(settings.url(), apiKeys.usable(), models, subscriptions.live());
        return new Snapshot(admission, new Router(offers(models)), takenAt);
    }

    private List<Offer> offers(List<Model> models) {
        var modelById = by(models, Model::id);
        var providerById = by(catalog.providers(), Provider::organisationId);
        var siteById = by(catalog.dataCenters(), DataCenter::id);
        Map<UUID, List<PriceBook.Priced>> pricesByListing =
                priceBook.offered().stream()
                        .collect(Collectors.groupingBy(priced -> priced.version().listingId()));
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
                                catalog.credential(listing.id()),
                                pricesByListing.getOrDefault(listing.id(), List.of())));
            }
        }
        return offers;
    }

    private static <T> Map<UUID, T> by(List<T> all, Function<T, UUID> id) {
        return all.stream().collect(Collectors.toMap(id, Function.identity()));
    }
}
