package io.intertie.catalog;

import io.intertie.identity.Actor;
import io.intertie.platform.config.Secret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is offered, by whom, from where.
///
/// Changes are events: [ListingChanged] after each one that a router must know of.
public interface Catalog {
    Provider addProvider(Provider provider, Actor actor);

    DataCenter addDataCenter(DataCenter dataCenter, Actor actor);

    Model addModel(Model model, Actor actor);

    /// Adds a listing as a draft; `credential` is what the upstream asks for, if anything.
    Listing addListing(Listing listing, Optional<Secret> credential, Actor actor);

    /// Moves a listing along its life: draft → live ⇄ paused → retired.
    ///
    /// @throws io.intertie.platform.http.Problem if the step is not allowed, or it is not theirs
    Listing move(UUID listingId, Listing.State to, Actor actor);

    Optional<Secret> credential(UUID listingId);

    List<Provider> providers();

    Optional<Provider> provider(UUID organisationId);

    Optional<Provider> providerBySlug(String slug);

    List<DataCenter> dataCenters();

    List<DataCenter> dataCentersOf(UUID providerId);

    Optional<DataCenter> dataCenter(UUID id);

    List<Model> models();

    Optional<Model> model(UUID id);

    Optional<Model> model(String author, String slug);

    List<Listing> listings();

    List<Listing> listingsOf(UUID providerId);

    Optional<Listing> listing(UUID id);
}
