package io.intertie.web.buyer;

import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A model that can be subscribed to, and who offers it; `model` is also the choice of any of them.
public record Offered(String id, String name, String wireName, List<Pinned> pinned) {
    /// One provider's offer: `choice` is the model and the listing.
    public record Pinned(String choice, String provider, String place) {}

    /// What a form chose: a model, and the listing if only one may serve it.
    record Choice(UUID modelId, Optional<UUID> listingId) {}

    public Offered {
        pinned = List.copyOf(pinned);
    }

    /// All models with a live listing, by name.
    static List<Offered> all(BuyerNames names) {
        return names.models().stream()
                .map(model -> of(model, names))
                .filter(one -> !one.pinned().isEmpty())
                .sorted(Comparator.comparing(Offered::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /// The choice of that value, if it is among the offered ones.
    static Optional<Choice> choice(List<Offered> all, String value) {
        for (var one : all) {
            if (one.id().equals(value)) {
                return Optional.of(new Choice(UUID.fromString(one.id()), Optional.empty()));
            }
            if (one.pinned().stream().anyMatch(pinned -> pinned.choice().equals(value))) {
                var listing = value.substring(value.indexOf('/') + 1);
                return Optional.of(
                        new Choice(
                                UUID.fromString(one.id()), Optional.of(UUID.fromString(listing))));
            }
        }
        return Optional.empty();
    }

    private static Offered of(Model model, BuyerNames names) {
        var pinned =
                names.listings().stream()
                        .filter(Listing::isLive)
                        .filter(listing -> listing.modelId().equals(model.id()))
                        .map(listing ->
                                new Pinned(
                                        model.id() + "/" + listing.id(),
                                        names.providerName(listing.providerId()),
                                        names.site(listing.id())
                                                .map(site -> site.city() + ", " + site.country())
                                                .orElse("–")))
                        .sorted(Comparator.comparing(Pinned::provider))
                        .toList();
        return new Offered(model.id().toString(), model.name(), model.wireName(), pinned);
    }
}
