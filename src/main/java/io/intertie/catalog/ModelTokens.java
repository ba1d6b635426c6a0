package io.intertie.catalog;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// By which tokenizer a model counts, where that becomes known after it was added.
@ApplicationScoped
public class ModelTokens {
    private final CatalogStore store;
    private final Database database;
    private final Trail trail;

    @Inject
    ModelTokens(CatalogStore store, Database database, Trail trail) {
        this.store = store;
        this.database = database;
        this.trail = trail;
    }

    /// Says so from now on, or that none is known; an admin's word.
    ///
    /// @throws Problem if there is no such model, or the actor is no admin
    public Model say(UUID modelId, Optional<Model.Tokens> tokens, Actor actor) {
        if (!actor.mayActFor(Actor.OPERATOR)) {
            throw notFound();
        }
        OfferFaults.of(tokens).refuse();
        return database.transaction(() -> {
            var row = store.find(ModelRow.class, modelId).orElseThrow(ModelTokens::notFound);
            row.count(tokens);
            var word = tokens.map(one -> one.tokenizer().word()).orElse("none");
            trail.record(actor, "model.tokenized", "model:" + modelId, Map.of("tokenizer", word));
            return row.value();
        });
    }

    private static Problem notFound() {
        return new Problem(
                ProblemType.NOT_FOUND, Wording.of("offer.model", "There is no such model."));
    }
}
