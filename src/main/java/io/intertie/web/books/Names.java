package io.intertie.web.books;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The names behind the ids that windows, payouts and prices carry.
public record Names(
        List<Provider> providers,
        List<DataCenter> sites,
        List<Model> models,
        List<Listing> listings) {
    /// A provider as a page names it: the tag goes wherever the name goes.
    public record Seller(String name, boolean sandbox) {}

    public Names {
        providers = List.copyOf(providers);
        sites = List.copyOf(sites);
        models = List.copyOf(models);
        listings = List.copyOf(listings);
    }

    public static Names of(Catalog catalog) {
        return new Names(
                catalog.providers(), catalog.dataCenters(), catalog.models(), catalog.listings());
    }

    public Seller seller(UUID providerId) {
        return providers.stream()
                .filter(one -> one.organisationId().equals(providerId))
                .findFirst()
                .map(one -> new Seller(one.name(), one.sandbox()))
                .orElse(new Seller("–", false));
    }

    public String model(UUID id) {
        return models.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(Model::name)
                .orElse("–");
    }

    /// What is known of a model's tokenizer.
    public Optional<Model.Tokens> tokens(UUID modelId) {
        return models.stream()
                .filter(one -> one.id().equals(modelId))
                .findFirst()
                .flatMap(Model::tokens);
    }

    public Optional<DataCenter> site(UUID id) {
        return sites.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    public String city(UUID siteId) {
        return site(siteId).map(one -> one.city() + ", " + one.country()).orElse("–");
    }

    public Optional<Listing> listing(UUID id) {
        return listings.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// What a listing is called: its model.
    public String listingName(UUID id) {
        return listing(id).map(one -> model(one.modelId())).orElse("–");
    }
}
