package io.intertie.web.buyer;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The names behind the ids that usage and subscriptions carry.
record BuyerNames(
        List<Model> models,
        List<Listing> listings,
        List<Provider> providers,
        List<DataCenter> sites) {
    static BuyerNames of(Catalog catalog) {
        return new BuyerNames(
                catalog.models(), catalog.listings(), catalog.providers(), catalog.dataCenters());
    }

    Optional<Model> model(UUID id) {
        return models.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    String modelName(UUID id) {
        return model(id).map(Model::name).orElse("–");
    }

    String wireName(UUID id) {
        return model(id).map(Model::wireName).orElse("–");
    }

    Optional<Provider> provider(UUID id) {
        return providers.stream().filter(one -> one.organisationId().equals(id)).findFirst();
    }

    /// A chat model that can be called now, for a buyer who has chosen none.
    String example() {
        return models.stream()
                .filter(one -> one.kind() == Model.Kind.CHAT)
                .filter(one ->
                        listings.stream()
                                .filter(Listing::isLive)
                                .anyMatch(listing -> listing.modelId().equals(one.id())))
                .map(Model::wireName)
                .findFirst()
                .orElse("author/model");
    }

    String providerName(UUID id) {
        return provider(id).map(Provider::name).orElse("–");
    }

    boolean isSandbox(UUID providerId) {
        return provider(providerId).map(Provider::sandbox).orElse(false);
    }

    Optional<Listing> listing(UUID id) {
        return listings.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    Optional<DataCenter> site(UUID listingId) {
        return listing(listingId)
                .flatMap(listing ->
                        sites.stream()
                                .filter(site -> site.id().equals(listing.dataCenterId()))
                                .findFirst());
    }
}
