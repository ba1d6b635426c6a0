package io.intertie.proof;

import java.util.List;
import java.util.UUID;

/// A sealed thing as it stands in the database now: its rows as lines, and who wrote it.
record Document(Kind kind, UUID id, long writtenIn, List<String> lines) {
    List<String> hashes() {
        return lines.stream().map(Verify::sha256).toList();
    }

    String leaf() {
        return Verify.leaf(kind.slug(), id.toString(), hashes());
    }
}
