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

    /// Usage, what was charged together with it, carry, booking, price, tariff and quote; empty if
    /// there is no such request.
    List<Document> of(UUID requestId) {
        return database.transaction(() -> gathered(requestId));
    }

    /// The same of the first request that a capture charged.
    List<Document> ofCapture(UUID captureId) {
        return database.transaction(() ->
                documents.chargedBy(captureId).stream()
                        .findFirst()
                        .map(first -> gathered(first.id()))
                        .orElse(List.of()));
    }

    private List<Document> gathered(UUID requestId) {
        var usage = documents.find(Kind.USAGE, requestId);
        if (usage.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Document>(List.of(usage.get()));
        id(usage.get(), "capture_id")
                .ifPresent(capture -> {
                    documents.chargedBy(capture).stream()
                            .filter(other -> !other.id().equals(requestId))
                            .forEach(found::add);
                    documents.find(Kind.CARRY, capture).ifPresent(found::add);
                    documents.booked(capture).ifPresent(found::add);
                });
        var price = named(usage.get(), "price_version_id", Kind.PRICE);
        price.ifPresent(found::add);
        price.flatMap(one -> named(one, "tariff_version_id", Kind.TARIFF)).ifPresent(found::add);
        named(usage.get(), "quote_id", Kind.QUOTE).ifPresent(found::add);
        return List.copyOf(found);
    }

    /// Says so if the request's booking lies in an archived month: then something would be missing.
    List<Document> whole(UUID requestId, List<Document> found) {
        if (!found.isEmpty()) {
            documents.refuseIfArchived(
                    id(found.getFirst(), "capture_id").flatMap(documents::entryOf));
        }
        return found;
    }

    private Optional<Document> named(Document in, String column, Kind kind) {
        return id(in, column).flatMap(id -> documents.find(kind, id));
    }

    private static Optional<UUID> id(Document in, String column) {
        return Optional.ofNullable(Verify.row(in.lines().getFirst()).get(column))
                .map(UUID::fromString);
    }
}
