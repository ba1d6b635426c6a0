package io.intertie.energy;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.metering.ServedTokens;
import io.intertie.metering.TokenCount;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What this room asks of the rooms below it: a site's listings, what they declared and served.
@ApplicationScoped
class SiteFacts {
    private final Function<UUID, List<Listing>> listingsOf;
    private final Function<UUID, List<PriceVersion>> pricesOf;
    private final Served served;

    /// The tokens that a provider served in a time, by listing.
    interface Served {
        Map<UUID, TokenCount> of(UUID providerId, Instant from, Instant until);
    }

    @Inject
    SiteFacts(Catalog catalog, PriceBook book, ServedTokens served) {
        this(catalog::listingsOf, book::of, served::of);
    }

    SiteFacts(
            Function<UUID, List<Listing>> listingsOf,
            Function<UUID, List<PriceVersion>> pricesOf,
            Served served) {
        this.listingsOf = listingsOf;
        this.pricesOf = pricesOf;
        this.served = served;
    }

    /// The key by which the site's energy is shared out.
    Attribution attribution(DataCenter site) {
        var declared = new HashMap<UUID, EnergyProfile>();
        for (var listing : listingsAt(site)) {
            declared(listing).ifPresent(profile -> declared.put(listing, profile));
        }
        return new Attribution(site.pue(), declared);
    }

    Map<UUID, TokenCount> tokens(DataCenter site, Instant from, Instant until) {
        var tokens = new HashMap<>(served.of(site.providerId(), from, until));
        tokens.keySet().retainAll(listingsAt(site));
        return tokens;
    }

    private List<UUID> listingsAt(DataCenter site) {
        return listingsOf.apply(site.providerId()).stream()
                .filter(listing -> listing.dataCenterId().equals(site.id()))
                .map(Listing::id)
                .toList();
    }

    // The last that the provider declared itself; a measured one would be measured by itself.
    private Optional<EnergyProfile> declared(UUID listingId) {
        var all = pricesOf.apply(listingId).stream().map(one -> one.inputs().energy()).toList();
        return all.stream()
                .filter(one -> one.grade().compareTo(EnergyProfile.Grade.B) > 0)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }
}
