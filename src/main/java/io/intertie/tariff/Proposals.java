package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Prices that wait for their provider's word; each is decided once, or superseded by the next.
@ApplicationScoped
class Proposals {
    private final ProposalStore store;
    private final Witness witness;
    private final Clock clock;

    @Inject
    Proposals(ProposalStore store, Witness witness, Clock clock) {
        this.store = store;
        this.witness = witness;
        this.clock = clock;
    }

    void keep(Repricing.Outcome.Unconfirmed far, UUID tariffVersionId, Actor actor) {
        var now = clock.instant();
        var waiting =
                new Repricing.Waiting(
                        UuidV7.at(now),
                        far.version().listingId(),
                        tariffVersionId,
                        far.riseBps(),
                        far.fallBps(),
                        Repricing.Waiting.State.PROPOSED,
                        now,
                        Optional.empty());
        store.insert(waiting);
        witness.tell(actor, "price.proposed", waiting.id(), Map.of("why", far.why().english()));
        witness.publish(new PriceProposed(waiting.listingId(), waiting.id()));
    }

    Optional<Repricing.Waiting> find(UUID id) {
        return store.find(id);
    }

    List<Repricing.Waiting> of(UUID listingId) {
        return store.of(listingId);
    }

    List<Repricing.Waiting> open(Collection<UUID> listings) {
        return listings.isEmpty() ? List.of() : store.open(listings);
    }

    /// @throws Problem if it was decided, or a newer one has taken its place
    void mustWait(UUID id) {
        var _ =
                store.held(id)
                        .filter(one -> one.state() == Repricing.Waiting.State.PROPOSED)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.CONFLICT,
                                        Wording.of(
                                                "proposal.waits",
                                                "This proposal does not wait any more.")));
    }

    void published(UUID id, PriceVersion version, Actor actor) {
        store.publish(id, version.id(), actor.name(), clock.instant());
        witness.tell(actor, "price.confirmed", id, Map.of("priceVersion", version.id().toString()));
    }

    void dismiss(UUID id, Actor actor) {
        store.dismiss(id, actor.name(), clock.instant());
        witness.tell(actor, "price.dismissed", id, Map.of());
    }
}
