package io.intertie.web.provider;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.identity.Actor;
import io.intertie.tariff.ListingRules;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.Repricing;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.Tariffs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// What can be done with a listing: move it, price it, ask what a price would be.
@ApplicationScoped
class Offers {
    private final Catalog catalog;
    private final PriceBook book;
    private final Repricing repricing;
    private final Tariffs tariffs;
    private final ListingRules rules;
    private final Clock clock;

    @Inject
    Offers(
            Catalog catalog,
            PriceBook book,
            Repricing repricing,
            Tariffs tariffs,
            ListingRules rules,
            Clock clock) {
        this.catalog = catalog;
        this.book = book;
        this.repricing = repricing;
        this.tariffs = tariffs;
        this.rules = rules;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void move(UUID listingId, Listing.State to, Actor actor) {
        var _ = catalog.move(listingId, to, actor);
    }

    /// The emergency stop of a listing, while it lasts.
    Optional<ListingRules.Suspension> stop(UUID listingId) {
        return rules.suspension(listingId);
    }

    ListingRules.Rules rules(UUID listingId) {
        return rules.of(listingId);
    }

    /// The newest first.
    List<PriceVersion> versions(UUID listingId) {
        return book.of(listingId);
    }

    Optional<PriceInForce> price(UUID listingId) {
        return book.at(listingId, clock.instant());
    }

    /// What a buyer in EUR pays in each hour of today at the site.
    Optional<Hours> today(PriceVersion version) {
        return tariffs.find(version.inputs().tariffVersionId())
                .map(tariff -> hours(version, tariff.table()));
    }

    private Hours hours(PriceVersion version, TariffTable table) {
        var now = LocalDateTime.ofInstant(clock.instant(), table.zone());
        var tokens = PriceTable.lead(version);
        var micro =
                IntStream.range(0, 24)
                        .mapToObj(hour -> table.at(now.toLocalDate().atTime(hour, 0)).band())
                        .mapToLong(band ->
                                version.line(tokens, band, ListingLine.BUYERS)
                                        .map(PriceVersion.Line::buyerMicroPerMillion)
                                        .orElse(0L))
                        .boxed()
                        .toList();
        return new Hours(micro, now.getHour(), 4);
    }

    Repricing.Outcome preview(Repricing.Proposal proposal) {
        return repricing.preview(proposal);
    }

    Repricing.Outcome propose(Repricing.Proposal proposal, Actor actor) {
        return repricing.propose(proposal, actor);
    }
}
