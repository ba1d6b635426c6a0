package io.intertie.tariff;

import io.intertie.identity.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Publishes: closes the version before, keeps the next, and tells the trail and the rooms above.
@ApplicationScoped
class Press {
    private final PriceStore prices;
    private final Witness witness;
    private final Clock clock;

    @Inject
    Press(PriceStore prices, Witness witness, Clock clock) {
        this.prices = prices;
        this.witness = witness;
        this.clock = clock;
    }

    /// Refuses whoever is neither of the provider nor of the market's operator.
    void mustBeOf(UUID providerId, Actor actor) {
        witness.mustBeOf(providerId, actor);
    }

    /// Lets nobody else price a listing until the transaction ends.
    void lock(UUID listingId) {
        prices.lock(listingId);
    }

    /// The newest version of a series.
    Optional<PriceVersion> latest(UUID seriesId) {
        return prices.latest(seriesId);
    }

    /// The ceilings of spot plans that hold after an instant.
    List<PriceVersion> ceilings(Instant after) {
        return prices.ceilings(after);
    }

    /// When the versions of a series end that have not ended by an instant.
    Set<Instant> endsOf(UUID seriesId, Instant after) {
        return prices.of(seriesId).stream()
                .flatMap(version -> version.effectiveTo().stream())
                .filter(end -> end.isAfter(after))
                .collect(Collectors.toSet());
    }

    Optional<PriceVersion> find(UUID versionId) {
        return prices.find(versionId);
    }

    /// Puts a version at the end of its series.
    PriceVersion publish(PriceVersion version, Actor actor) {
        prices.latest(version.seriesId())
                .filter(last -> last.effectiveTo().isEmpty())
                .ifPresent(last -> prices.close(last.id(), version.effectiveFrom()));
        prices.insert(version, actor, clock.instant());
        witness.tell(actor, "price.published", version.id(), detail(version));
        witness.publish(new PriceVersionPublished(version.listingId(), version.id()));
        return prices.find(version.id()).orElseThrow();
    }

    private static Map<String, String> detail(PriceVersion version) {
        return Map.of(
                "listing", version.listingId().toString(),
                "kind", version.kind().name(),
                "number", Integer.toString(version.number()),
                "effectiveFrom", version.effectiveFrom().toString(),
                "inputsHash", version.inputsHash(),
                "reason", version.reason());
    }
}
