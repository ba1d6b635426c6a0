package io.intertie.proof;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a second wrote, sealed: the tree over its documents, chained to the block before.
///
/// It covers the transactions `fromXact ≤ x < toXact`. `auditHash` is the end of the audit trail
/// then, so that the trail cannot lose its end either.
public record Block(
        long number,
        String previous,
        long fromXact,
        long toXact,
        long leaves,
        String root,
        long auditSequence,
        String auditHash,
        Instant sealedAt) {
    /// Before the first block.
    static final Block NONE = new Block(0, "", 0, 0, 0, "", 0, "", Instant.EPOCH);

    /// The line that is hashed.
    String header() {
        return String.join(
                "\t",
                "block",
                "book=" + Blocks.BOOK,
                "number=" + number,
                "previous=" + previous,
                "from_xact=" + fromXact,
                "to_xact=" + toXact,
                "leaves=" + leaves,
                "root=" + root,
                "audit_sequence=" + auditSequence,
                "audit_hash=" + auditHash,
                "sealed_at=" + ChronoUnit.MICROS.between(Instant.EPOCH, sealedAt));
    }

    /// The block's hash; the next one names it, and whoever notes it elsewhere can hold us to it.
    public String hash() {
        return number == 0 ? "" : Verify.sha256(header());
    }

    boolean covers(long xact) {
        return fromXact <= xact && xact < toXact;
    }
}
