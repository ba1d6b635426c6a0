package io.intertie.settlement;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.ListingChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/// Whoever offers something has an open window, so that its usage is seen before the first close.
@ApplicationScoped
class WindowOpening {
    private final Catalog catalog;
    private final Settlements settlements;

    @Inject
    WindowOpening(Catalog catalog, Settlements settlements) {
        this.catalog = catalog;
        this.settlements = settlements;
    }

    void on(@Observes ListingChanged changed) {
        catalog.listing(changed.listingId())
                .flatMap(listing -> catalog.provider(listing.providerId()))
                .ifPresent(provider ->
                        settlements.open(provider.organisationId(), provider.currency()));
    }
}
