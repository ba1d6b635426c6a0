package io.intertie.proof;

import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All that a request's charge stands on: the documents that its usage record leads to.
@ApplicationScoped
class Dossier {
    private final Database database;
    private final DocumentStore documents;

    @Inject
    Dossier(Database database, DocumentStore documents) {
        this.database = database;
        this.documents = documents;
    }

    /// Usage, carry, booking, price, tariff and quote; empty if there is no such request.
    List<Document> of(UUID requestId) {
        return database.transaction(() -> gathered(requestId));
    }

    private List<Document> gathered(UUID requestId) {
        var usage = documents.find(Kind.USAGE, requestId);
        if (usage.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Document>(List.of(usage.get()));
        documents.find(Kind.CARRY, requestId).ifPresent(found::add);
        documents.captureOf(requestId).ifPresent(found::add);
        var price = named(usage.get(), "price_version_id", Kind.PRICE);
        price.ifPresent(found::add);
        price.flatMap(one -> named(one, "tariff_version_id", Kind.TARIFF)).ifPresent(found::add);
        named(usage.get(), "quote_id", Kind.QUOTE).ifPresent(found::add);
        return List.copyOf(found);
    }

    /// Says so if the request's booking lies in an archived month: then something would be missing.
    List<Document> whole(UUID requestId, List<Document> found) {
        documents.refuseIfArchived(documents.captured(requestId));
        return found;
    }

    private Optional<Document> named(Document in, String column, Kind kind) {
        return Optional.ofNullable(Verify.row(in.lines().getFirst()).get(column))
                .flatMap(id -> documents.find(kind, UUID.fromString(id)));
    }
}
