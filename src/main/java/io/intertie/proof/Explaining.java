package io.intertie.proof;

import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Explains a charge bit for bit, from stored inputs alone.
@ApplicationScoped
public class Explaining {
    private final Dossier dossier;

    @Inject
    Explaining(Dossier dossier) {
        this.dossier = dossier;
    }

    static Explaining on(Database database) {
        return new Explaining(new Dossier(database, new DocumentStore(database)));
    }

    /// The request's charge as this viewer may see it; empty if it is not theirs, or there is none.
    public Optional<Explanation> explain(UUID requestId, Viewer viewer) {
        var documents = dossier.of(requestId);
        return Optional.of(documents)
                .filter(found -> !found.isEmpty())
                .map(Explaining::explained)
                .filter(one -> viewer.is(one.buyerId()) || viewer.is(one.providerId()))
                .filter(one -> !dossier.whole(requestId, documents).isEmpty())
                .map(one -> one.seenBy(viewer));
    }

    private static Explanation explained(List<Document> documents) {
        var lines = documents.stream().flatMap(one -> one.lines().stream()).toList();
        var usage = Verify.row(lines.getFirst());
        return new Explanation(
                documents.getFirst().id(),
                UUID.fromString(Verify.field(usage, "buyer_id")),
                UUID.fromString(Verify.field(usage, "provider_id")),
                Verify.figures(lines));
    }
}
