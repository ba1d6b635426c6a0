package io.intertie.proof;

import java.util.List;

/// What verifying the whole market came to.
///
/// `breaks` names at most the first [#MOST] faults; `found` counts all. `waiting` documents were
/// written since the last block and are in none yet. `head` is the newest block's hash.
public record Verified(
        long blocks,
        long documents,
        long rows,
        long waiting,
        long auditEntries,
        String head,
        List<Break> breaks,
        long found) {
    static final int MOST = 1_000;

    public boolean isSound() {
        return found == 0;
    }
}
