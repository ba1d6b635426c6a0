package io.intertie.web.provider;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.identity.Actor;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.Repricing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What can be done with a listing: move it, price it, ask what a price would be.
@ApplicationScoped
class Offers {
    private final Catalog catalog;
    private final PriceBook book;
    private final Repricing repricing;
    private final Clock clock;

    @Inject
    Offers(Catalog catalog, PriceBook book, Repricing repricing, Clock clock) {
        this.catalog = catalog;
        this.book = book;
        this.repricing = repricing;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void move(UUID listingId, Listing.State to, Actor actor) {
        var _ = catalog.move(listingId, to, actor);
    }

    /// The newest first.
    List<PriceVersion> versions(UUID listingId) {
        return book.of(listingId);
    }

    Optional<PriceInForce> price(UUID listingId) {
        return book.at(listingId, clock.instant());
    }

    Repricing.Outcome preview(Repricing.Proposal proposal) {
        return repricing.preview(proposal);
    }

    Repricing.Outcome propose(Repricing.Proposal proposal, Actor actor) {
        return repricing.propose(proposal, actor);
    }
}
