package io.intertie.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is found while verifying: counted without end, remembered up to a number, told at once.
final class Findings {
    private final Consumer<String> progress;
    private final List<Break> breaks = new ArrayList<>();
    private long found;
    private long blocks;
    private long documents;
    private long rows;

    Findings(Consumer<String> progress) {
        this.progress = progress;
    }

    void add(String table, String key, String difference) {
        found++;
        if (breaks.size() < Verified.MOST) {
            var one = new Break(table, key, difference);
            breaks.add(one);
            tell("BREAK " + one);
        }
    }

    void counted(Document document) {
        documents++;
        rows += document.lines().size();
    }

    void counted(Block block) {
        blocks = block.number();
        if (blocks % 1_000 == 0) {
            tell("%,d blocks, %,d rows".formatted(blocks, rows));
        }
    }

    void tell(String line) {
        progress.accept(line);
    }

    Verified verified(long waiting, long auditEntries, String head) {
        return new Verified(
                blocks, documents, rows, waiting, auditEntries, head, List.copyOf(breaks), found);
    }
}
