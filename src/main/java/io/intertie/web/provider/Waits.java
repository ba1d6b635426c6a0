package io.intertie.web.provider;

import io.intertie.catalog.Listing;
import io.intertie.identity.Actor;
import io.intertie.tariff.Repricing;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/// The prices that wait for the signed-in provider's word.
@RequestScoped
class Waits {
    private final Estate estate;
    private final Repricing repricing;

    @Inject
    Waits(Estate estate, Repricing repricing) {
        this.estate = estate;
        this.repricing = repricing;
    }

    /// Those of the provider's own listings, the newest first.
    List<Repricing.Waiting> all() {
        return repricing.open(estate.listings().stream().map(Listing::id).toList());
    }

    Repricing.Outcome confirmed(UUID proposalId, Actor actor) {
        return repricing.confirmed(proposalId, actor);
    }

    Repricing.Outcome confirm(UUID proposalId, Actor actor) {
        return repricing.confirm(proposalId, actor);
    }

    void dismiss(UUID proposalId, Actor actor) {
        repricing.dismiss(proposalId, actor);
    }
}
