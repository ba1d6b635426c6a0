package io.intertie.proof;

import io.intertie.audit.Trail;
import io.intertie.audit.Verification;
import io.intertie.ledger.Coherence;
import io.intertie.money.CheckFailed;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.function.Consumer;

/// Verifies the whole market: every seal, every row, every projection, the audit trail.
///
/// Reads page by page, so that memory stays bounded; nothing is written. What is asked in one step
/// is asked of one snapshot, so the market may go on meanwhile.
@ApplicationScoped
public class Verifying {
    private final Database database;
    private final Blocks blocks;
    private final DocumentStore documents;
    private final Coherence coherence;
    private final Trail trail;

    @Inject
    Verifying(
            Database database,
            Blocks blocks,
            DocumentStore documents,
            Coherence coherence,
            Trail trail) {
        this.database = database;
        this.blocks = blocks;
        this.documents = documents;
        this.coherence = coherence;
        this.trail = trail;
    }

    /// The same outside the container, for the offline command.
    static Verifying on(Database database) {
        return new Verifying(
                database,
                new Blocks(database),
                new DocumentStore(database),
                Coherence.on(database),
                Trail.on(database));
    }

    /// Verifies, telling `progress` line by line; not within a transaction of the caller.
    public Verified verify(Consumer<String> progress) {
        var findings = new Findings(progress);
        progress.accept("Seals and rows ...");
        var last = database.snapshot(() -> new SealCheck(blocks, documents, findings).check());
        var waiting =
                Arrays.stream(Kind.values())
                        .mapToLong(kind -> documents.countSince(kind, last.toXact()))
                        .sum();
        progress.accept("Usage, ledger, statements, prices ...");
        database.snapshot(() -> {
            new CrossCheck(database, findings).check();
            new ArchiveCheck(new ArchiveStore(database), findings).check();
            return true;
        });
        progress.accept("Projections ...");
        projections(findings);
        progress.accept("Audit trail ...");
        return findings.verified(waiting, auditEntries(findings), last.hash());
    }

    private void projections(Findings findings) {
        try {
            for (var fault : coherence.faults()) {
                findings.add(
                        "projection",
                        fault.place(),
                        "is %s, expected %s".formatted(fault.found(), fault.expected()));
            }
        } catch (CheckFailed unreadable) {
            // Not our bug this time: an entry was changed so that it is none any more.
            findings.add("projection", "journals", "do not read: " + unreadable.getMessage());
        }
    }

    private long auditEntries(Findings findings) {
        return switch (trail.verify()) {
            case Verification.Intact(var entries, var _) -> entries;
            case Verification.Broken(var sequence, var found, var expected) -> {
                findings.add(
                        "audit_entry",
                        "sequence=" + sequence,
                        "hashes to %s, not %s".formatted(expected, found));
                yield sequence;
            }
        };
    }
}
