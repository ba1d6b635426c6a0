package io.intertie.proof;

import io.intertie.money.Check;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Seals what was written since the last block, of whichever node comes first.
///
/// Rows carry the number of the transaction that wrote them. A block covers all numbers from where
/// the last one ended up to the oldest transaction that still runs: those below have ended, so what
/// they wrote is there, and no row with such a number can come later. A long transaction delays the
/// seal; it never slips past it. **Always true** each row is in one block (`SealingTest`).
@ApplicationScoped
public class Sealing {
    /// Names the right to seal among the database's advisory locks: "seals" in ASCII.
    private static final long LOCK = 0x7365616c73L;

    private final Database database;
    private final Blocks blocks;
    private final Clock clock;

    @Inject
    Sealing(Database database, Blocks blocks, Clock clock) {
        this.database = database;
        this.blocks = blocks;
        this.clock = clock;
    }

    /// Writes the next block; empty if there is nothing to seal, or another node seals just now.
    public Optional<Block> seal() {
        return database.transaction(() -> {
            var mine =
                    database.sql("select pg_try_advisory_xact_lock(?) as mine", LOCK)
                            .one(row -> row.flag("mine"));
            return mine ? next(blocks.head().orElse(Block.NONE)) : Optional.empty();
        });
    }

    private Optional<Block> next(Block last) {
        var horizon =
                database.sql("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as x")
                        .one(row -> row.number("x"));
        // A database restored elsewhere counts anew: docs/audit.md says what to do then.
        Check.that(
                horizon >= last.toXact(),
                "transactions are numbered from %s, blocks reach %s",
                horizon,
                last.toXact());
        var audit = audit();
        if (horizon == last.toXact()) {
            return Optional.empty();
        }
        var number = last.number() + 1;
        var written = 0;
        for (var kind : Kind.values()) {
            written += blocks.writeLeaves(kind, number, last.toXact(), horizon);
        }
        if (written == 0 && audit.sequence() == last.auditSequence()) {
            return Optional.empty();
        }
        var tree = tree(number);
        var block =
                new Block(
                        number,
                        last.hash(),
                        last.toXact(),
                        horizon,
                        tree.leaves(),
                        tree.root(),
                        audit.sequence(),
                        audit.hash(),
                        // What PostgreSQL keeps of a time.
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        blocks.write(block);
        return Optional.of(block);
    }

    private Tree tree(long number) {
        var tree = new Tree();
        Optional<Blocks.Leaf> last = Optional.empty();
        for (var page = blocks.leaves(number, number, last);
                !page.isEmpty();
                page = blocks.leaves(number, number, last)) {
            page.forEach(leaf -> tree.add(leaf.hash()));
            last = Optional.of(page.getLast());
        }
        return tree;
    }

    private record AuditEnd(long sequence, String hash) {}

    private AuditEnd audit() {
        return database.sql("select sequence, hash from audit_entry order by sequence desc limit 1")
                .first(row -> new AuditEnd(row.number("sequence"), row.text("hash")))
                .orElse(new AuditEnd(0, ""));
    }
}
