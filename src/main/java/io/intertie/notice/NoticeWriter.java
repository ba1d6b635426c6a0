package io.intertie.notice;

import io.intertie.access.PriceLock;
import io.intertie.access.PriceLocks;
import io.intertie.access.Subscriptions;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.platform.outbox.OutboxReader;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceProposed;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.PriceVersionPublished;
import io.intertie.tariff.SuspensionChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Tells subscribers of new prices and of stops, providers of prices that wait for them.
///
/// Whoever subscribed after an event has seen its prices and is not told of it. The hours of a spot
/// plan are told to nobody: their ceiling was.
@ApplicationScoped
class NoticeWriter {
    private final NoticeStore store;
    private final Rooms rooms;
    private final Clock clock;

    /// The questions to other rooms, so that a test can answer them without those.
    record Rooms(
            Function<UUID, Optional<PriceVersion>> version,
            Function<UUID, List<PriceVersion>> series,
            Function<UUID, Optional<Listing>> listing,
            BiFunction<Listing, Instant, List<UUID>> subscribers,
            Function<UUID, Optional<PriceLock>> lock) {}

    @Inject
    NoticeWriter(
            NoticeStore store,
            PriceBook book,
            Catalog catalog,
            Subscriptions subscriptions,
            PriceLocks locks,
            Clock clock) {
        this(
                store,
                new Rooms(
                        book::find,
                        book::of,
                        catalog::listing,
                        subscriptions::servedBy,
                        locks::find),
                clock);
    }

    NoticeWriter(NoticeStore store, Rooms rooms, Clock clock) {
        this.store = store;
        this.rooms = rooms;
        this.clock = clock;
    }

    /// Writes what an event tells, in the reader's transaction.
    void write(OutboxReader.Told told) {
        var at = told.publishedAt();
        switch (told.event()) {
            case PriceVersionPublished event ->
                    rooms.version()
                            .apply(event.priceVersionId())
                            .ifPresent(version -> published(version, at));
            case PriceProposed event ->
                    rooms.listing()
                            .apply(event.listingId())
                            .ifPresent(listing -> proposed(listing, event.proposalId(), at));
            case SuspensionChanged event ->
                    rooms.listing()
                            .apply(event.listingId())
                            .ifPresent(listing -> suspended(listing, event, at));
            default -> throw new IllegalArgumentException("nobody is told of " + told.event());
        }
    }

    private void proposed(Listing listing, UUID proposalId, Instant at) {
        tell(
                Set.of(listing.providerId()),
                new About(
                        Notice.Kind.PRICE_PROPOSED,
                        listing.id(),
                        proposalId.toString(),
                        at,
                        false));
    }

    private void suspended(Listing listing, SuspensionChanged event, Instant at) {
        tell(
                rooms.subscribers().apply(listing, at),
                new About(
                        event.suspended() ? Notice.Kind.SUSPENDED : Notice.Kind.RESUMED,
                        listing.id(),
                        event.changedAt(),
                        Instant.parse(event.changedAt()),
                        false));
    }

    private void published(PriceVersion version, Instant at) {
        var about =
                new About(
                        Notice.Kind.PRICE_PUBLISHED,
                        version.listingId(),
                        version.id().toString(),
                        version.effectiveFrom(),
                        rises(version));
        List<UUID> told =
                switch (version.kind()) {
                    case LIST, CEILING ->
                            rooms.listing()
                                    .apply(version.listingId())
                                    .map(listing -> rooms.subscribers().apply(listing, at))
                                    .orElse(List.of());
                    case LOCK ->
                            rooms.lock().apply(version.seriesId()).stream()
                                    .map(lock -> lock.organisationId())
                                    .toList();
                    case HOUR -> List.of();
                };
        tell(told, about);
    }

    /// Whether any line costs more than in the version before it, in the same band.
    private boolean rises(PriceVersion version) {
        Optional<PriceVersion> before =
                rooms.series().apply(version.seriesId()).stream()
                        .filter(one -> one.number() == version.number() - 1)
                        .findFirst();
        return before.isPresent()
                && version.lines().stream()
                        .anyMatch(line ->
                                before.get()
                                        .line(line.tokens(), line.band(), line.buyerCurrency())
                                        .filter(old ->
                                                old.buyerMicroPerMillion()
                                                        < line.buyerMicroPerMillion())
                                        .isPresent());
    }

    private record About(
            Notice.Kind kind,
            UUID listingId,
            String subject,
            Instant effectiveFrom,
            boolean rises) {}

    private void tell(Collection<UUID> organisations, About about) {
        var now = clock.instant();
        for (var organisation : organisations) {
            store.add(
                    new Notice(
                            UuidV7.at(now),
                            organisation,
                            about.kind(),
                            about.listingId(),
                            about.subject(),
                            about.effectiveFrom(),
                            about.rises(),
                            now,
                            Optional.empty()));
        }
    }
}
