package io.intertie.catalog;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is offered, by whom, from where.
///
/// Changes are events: [ListingChanged] after each one that a router must know of. Adding what is
/// there already, under the same id, changes nothing.
///
/// **Always true** only a provider's own organisation, an admin or the market itself changes what
/// the provider offers (`CatalogTest`).
@ApplicationScoped
public class Catalog {
    private final CatalogStore store;
    private final EndpointRules endpoints;
    private final Database database;
    private final Trail trail;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    Catalog(
            CatalogStore store,
            EndpointRules endpoints,
            Database database,
            Trail trail,
            Outbox outbox,
            Clock clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.database = database;
        this.trail = trail;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Provider addProvider(Provider provider, Actor actor) {
        requireMayActFor(provider.organisationId(), actor);
        OfferFaults.of(provider).refuse();
        return database.transaction(() -> {
            var known = provider(provider.organisationId());
            if (known.isPresent()) {
                return known.get();
            }
            OfferFaults.requireFree("slug", providerBySlug(provider.slug()));
            store.add(new ProviderRow(provider));
            record(actor, "provider.added", "provider:" + provider.organisationId());
            return provider;
        });
    }

    public DataCenter addDataCenter(DataCenter dataCenter, Actor actor) {
        requireMayActFor(dataCenter.providerId(), actor);
        OfferFaults.of(dataCenter).refuse();
        return database.transaction(() -> {
            var known = dataCenter(dataCenter.id());
            if (known.isPresent()) {
                OfferFaults.requireSame(known.get().providerId(), dataCenter.providerId());
                return known.get();
            }
            requireProvider(dataCenter.providerId());
            OfferFaults.requireFree(
                    "slug",
                    dataCentersOf(dataCenter.providerId()).stream()
                            .filter(site -> site.slug().equals(dataCenter.slug()))
                            .findFirst());
            store.add(new DataCenterRow(dataCenter));
            record(actor, "data-center.added", "data-center:" + dataCenter.id());
            return dataCenter;
        });
    }

    /// Adds a model, which all providers may then list; only a provider or an admin may.
    public Model addModel(Model model, Actor actor) {
        var provider = provider(actor.organisationId()).map(Provider::organisationId);
        requireMayActFor(provider.orElse(Actor.OPERATOR), actor);
        OfferFaults.of(model).refuse();
        return database.transaction(() -> {
            var known = model(model.id());
            if (known.isPresent()) {
                return known.get();
            }
            OfferFaults.requireFree("slug", model(model.author(), model.slug()));
            store.add(new ModelRow(model));
            record(actor, "model.added", "model:" + model.id());
            return model;
        });
    }

    /// Adds a listing as a draft; `credential` is what the upstream asks for, if anything.
    ///
    /// @throws Problem at the fields that are at fault; at `endpoint` if it is not a public https
    ///   address ending in `/v1`
    public Listing addListing(Listing listing, Optional<Secret> credential, Actor actor) {
        requireMayActFor(listing.providerId(), actor);
        var draft = listing.asDraft();
        checked(draft, credential);
        return database.transaction(() -> {
            var known = listing(draft.id());
            if (known.isPresent()) {
                OfferFaults.requireSame(known.get().providerId(), draft.providerId());
                return known.get();
            }
            requireProvider(draft.providerId());
            store.add(new ListingRow(draft, clock.instant()));
            credential.ifPresent(secret -> store.addCredential(draft.id(), secret));
            outbox.publish(new ListingChanged(draft.id()));
            record(actor, "listing.added", "listing:" + draft.id());
            return draft;
        });
    }

    /// Moves a listing along its life: live ⇄ paused → retired, or live at last once certified.
    ///
    /// A move to where it is already changes nothing.
    ///
    /// @throws Problem if the step is not allowed, or it is not theirs
    public Listing move(UUID listingId, Listing.State to, Actor actor) {
        return database.transaction(() -> {
            var row = lockedOwn(listingId, actor);
            var listing = row.value();
            if (listing.state() == to) {
                return listing;
            }
            if (!listing.moves().contains(to)) {
                throw OfferFaults.move(listing, to);
            }
            return moved(row, to, actor);
        });
    }

    /// Takes a listing into certification. A draft becomes certifying; what is live or paused stays
    /// so, but only what is live keeps its last certificate meanwhile.
    ///
    /// @throws Problem if it is retired, or not theirs
    public Listing beginCertification(UUID listingId, Actor actor) {
        return database.transaction(() -> {
            var row = lockedOwn(listingId, actor);
            var listing = row.value();
            if (listing.state() == Listing.State.RETIRED) {
                throw OfferFaults.move(listing, Listing.State.CERTIFYING);
            }
            if (!listing.isLive()) {
                row.certify(Optional.empty());
            }
            return listing.state() == Listing.State.DRAFT
                    ? moved(row, Listing.State.CERTIFYING, actor)
                    : row.value();
        });
    }

    /// Ends a certification: with the run that was passed the listing may go live; without one, a
    /// listing that is certifying is a draft again.
    public Listing endCertification(UUID listingId, Optional<UUID> passed, Actor actor) {
        return database.transaction(() -> {
            var row = lockedOwn(listingId, actor);
            passed.ifPresent(run -> row.certify(Optional.of(run)));
            var isLost = passed.isEmpty() && row.value().state() == Listing.State.CERTIFYING;
            return isLost ? moved(row, Listing.State.DRAFT, actor) : row.value();
        });
    }

    /// Sets for how long an answer is read on whose buyer has left; 0 is not at all.
    ///
    /// @throws Problem at `drainSeconds` if that is too long, or it is not theirs
    public Listing drain(UUID listingId, int seconds, Actor actor) {
        OfferFaults.ofDrain(seconds).refuse();
        return database.transaction(() -> {
            var row = lockedOwn(listingId, actor);
            row.drain(seconds);
            outbox.publish(new ListingChanged(listingId));
            var detail = Map.of("seconds", Integer.toString(seconds));
            trail.record(actor, "listing.drained", "listing:" + listingId, detail);
            return row.value();
        });
    }

    private ListingRow lockedOwn(UUID listingId, Actor actor) {
        var row = store.lockListing(listingId).orElseThrow(OfferFaults::notFound);
        requireMayActFor(row.value().providerId(), actor);
        return row;
    }

    private Listing moved(ListingRow row, Listing.State to, Actor actor) {
        var from = row.value().state();
        row.move(to);
        var listing = row.value();
        outbox.publish(new ListingChanged(listing.id()));
        trail.record(
                actor,
                "listing.moved",
                "listing:" + listing.id(),
                Map.of("from", from.word(), "to", to.word()));
        return listing;
    }

    /// What the upstream asks for: for the call to it, never for a page.
    public Optional<Secret> credential(UUID listingId) {
        return store.credential(listingId);
    }

    /// All that upstreams ask for, by listing.
    public Map<UUID, Secret> credentials() {
        return store.credentials();
    }

    public List<Provider> providers() {
        return store.providers().stream().map(ProviderRow::value).toList();
    }

    public Optional<Provider> provider(UUID organisationId) {
        return store.find(ProviderRow.class, organisationId).map(ProviderRow::value);
    }

    public Optional<Provider> providerBySlug(String slug) {
        return store.providerBySlug(slug).map(ProviderRow::value);
    }

    public List<DataCenter> dataCenters() {
        return store.dataCenters().stream().map(DataCenterRow::value).toList();
    }

    public List<DataCenter> dataCentersOf(UUID providerId) {
        return store.dataCentersOf(providerId).stream().map(DataCenterRow::value).toList();
    }

    public Optional<DataCenter> dataCenter(UUID id) {
        return store.find(DataCenterRow.class, id).map(DataCenterRow::value);
    }

    public List<Model> models() {
        return store.models().stream().map(ModelRow::value).toList();
    }

    public Optional<Model> model(UUID id) {
        return store.find(ModelRow.class, id).map(ModelRow::value);
    }

    public Optional<Model> model(String author, String slug) {
        return store.model(author, slug).map(ModelRow::value);
    }

    public List<Listing> listings() {
        return store.listings().stream().map(ListingRow::value).toList();
    }

    public List<Listing> listingsOf(UUID providerId) {
        return store.listingsOf(providerId).stream().map(ListingRow::value).toList();
    }

    public Optional<Listing> listing(UUID id) {
        return store.find(ListingRow.class, id).map(ListingRow::value);
    }

    private void checked(Listing draft, Optional<Secret> credential) {
        OfferFaults.of(draft, model(draft.modelId()), dataCenter(draft.dataCenterId()))
                .when(
                        credential.filter(OfferFaults::isNoHeaderValue).isPresent(),
                        "credential",
                        Wording.of(
                                "offer.credential", "Use up to 4000 printable ASCII characters."))
                .refuse();
        // Last, because it asks the name servers.
        endpoints.check(draft.endpoint());
    }

    private void record(Actor actor, String action, String subject) {
        trail.record(actor, action, subject, Map.of());
    }

    private void requireProvider(UUID providerId) {
        new Faults()
                .when(
                        provider(providerId).isEmpty(),
                        "providerId",
                        Wording.of("offer.provider", "There is no such provider."))
                .refuse();
    }

    private static void requireMayActFor(UUID organisationId, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw OfferFaults.notFound();
        }
    }
}
