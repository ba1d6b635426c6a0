package io.intertie.proof;

import io.intertie.ledger.months.Archived;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The blocks that were sealed.
@ApplicationScoped
public class Blocks {
    static final int BOOK = 1;
    private static final int PAGE = 10_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;

    @Inject
    Blocks(Database database) {
        this.database = database;
    }

    /// The newest block: its hash stands for all that was ever sealed.
    public Optional<Block> head() {
        return blocks("order by number desc limit 1").stream().findFirst();
    }

    Optional<Block> covering(long xact) {
        return blocks("and from_xact <= ? and to_xact > ?", xact, xact).stream().findFirst();
    }

    List<Stored> after(long number, int limit) {
        return stored("and number > ? order by number limit ?", number, limit);
    }

    private List<Block> blocks(String condition, Object... parameters) {
        return stored(condition, parameters).stream().map(Stored::block).toList();
    }

    /// A block with the hash that was written with it.
    record Stored(Block block, String hash) {}

    private List<Stored> stored(String condition, Object... parameters) {
        var all = new ArrayList<Object>(List.of(parameters));
        all.addFirst(BOOK);
        return database.sql(
                        "select * from seal_block where book_id = ? " + condition, all.toArray())
                .list(row -> new Stored(block(row), row.text("hash")));
    }

    private static Block block(Row row) {
        return new Block(
                row.number("number"),
                row.text("previous"),
                row.number("from_xact"),
                row.number("to_xact"),
                row.number("leaves"),
                row.text("root"),
                row.number("audit_sequence"),
                row.text("audit_hash"),
                row.instant("sealed_at"));
    }

    void write(Block block) {
        database.sql(
                        """
                        insert into seal_block (book_id, number, previous, from_xact, to_xact,
                            leaves, root, audit_sequence, audit_hash, sealed_at, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """,
                        BOOK,
                        block.number(),
                        block.previous(),
                        block.fromXact(),
                        block.toXact(),
                        block.leaves(),
                        block.root(),
                        block.auditSequence(),
                        block.auditHash(),
                        block.sealedAt(),
                        block.hash())
                .update();
    }

    /// Hashes what transactions of a range wrote, within the database: no row travels.
    int writeLeaves(Kind kind, long block, long from, long to) {
        var parameters = new ArrayList<Object>(List.of(BOOK, block, kind.number()));
        parameters.addAll(List.of(kind.forEachPart(from, to, FIRST)));
        return database.sql(
                        "insert into seal_leaf (book_id, block, kind, id, hashes)"
                                + " select ?, ?, ?, id, string_agg("
                                + "sha256(convert_to(line, 'UTF8')), ''::bytea order by place)"
                                + " from ("
                                + kind.writtenBetween()
                                + ") written group by id",
                        parameters.toArray())
                .update();
    }

    /// What one document was sealed as.
    record Leaf(long block, Kind kind, UUID id, List<String> hashes) {
        String hash() {
            return Verify.leaf(kind.slug(), id.toString(), hashes);
        }
    }

    /// A page of the leaves of a range of blocks, in the order of blocks, kinds and ids.
    List<Leaf> leaves(long fromBlock, long toBlock, Optional<Leaf> after) {
        var last = after.orElse(new Leaf(fromBlock, Kind.JOURNAL, FIRST, List.of()));
        return database.sql(
                        "select block, kind, id, hashes from seal_leaf where book_id = ?"
                                + " and (block, kind, id) > (?, ?, ?) and block <= ?"
                                + " order by block, kind, id limit ?",
                        BOOK,
                        last.block(),
                        last.kind().number(),
                        last.id(),
                        toBlock,
                        PAGE)
                .list(Blocks::leaf);
    }

    /// Leaves of a kind in a range of blocks, with ids `after < id ≤ until`; none of journals that
    /// are archived, which [ArchiveCheck] looks after.
    List<Leaf> leaves(Kind kind, long fromBlock, long toBlock, UUID after, UUID until) {
        return database.sql(
                        "select block, kind, id, hashes from seal_leaf where book_id = ?"
                                + " and block >= ? and block <= ? and kind = ?"
                                + " and id > ? and id <= ?"
                                + (kind == Kind.JOURNAL
                                        ? " and not " + Archived.holds("seal_leaf.id")
                                        : ""),
                        BOOK,
                        fromBlock,
                        toBlock,
                        kind.number(),
                        after,
                        until)
                .list(Blocks::leaf);
    }

    private static Leaf leaf(Row row) {
        var bytes = row.bytes("hashes");
        var hashes = new ArrayList<String>();
        for (int at = 0; at < bytes.length; at += 32) {
            hashes.add(HexFormat.of().formatHex(bytes, at, at + 32));
        }
        return new Leaf(row.number("block"), Kind.of(row.count("kind")), row.id("id"), hashes);
    }
}
