package io.intertie.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Whether all that was sealed still is what was sealed: block by block, row by row.
final class SealCheck {
    private static final int BLOCKS = 200;
    private static final long LEAVES = 5_000;

    private final Blocks blocks;
    private final DocumentStore documents;
    private final Findings findings;
    private Block last = Block.NONE;

    SealCheck(Blocks blocks, DocumentStore documents, Findings findings) {
        this.blocks = blocks;
        this.documents = documents;
        this.findings = findings;
    }

    /// Checks all blocks in groups of some thousand leaves, and returns the newest.
    Block check() {
        for (var page = blocks.after(0, BLOCKS);
                !page.isEmpty();
                page = blocks.after(last.number(), BLOCKS)) {
            var group = new TreeMap<Long, Block>();
            var leaves = 0L;
            for (var stored : page) {
                chain(stored);
                if (!group.isEmpty() && leaves + stored.block().leaves() > LEAVES) {
                    group(group);
                    group.clear();
                    leaves = 0;
                }
                group.put(stored.block().number(), stored.block());
                leaves += stored.block().leaves();
            }
            group(group);
        }
        return last;
    }

    private void chain(Blocks.Stored stored) {
        var block = stored.block();
        var key = "number=" + block.number();
        if (!block.hash().equals(stored.hash())) {
            findings.add("seal_block", key, "hashes to " + block.hash() + ", not " + stored.hash());
        }
        if (block.number() != last.number() + 1 || block.fromXact() != last.toXact()) {
            findings.add("seal_block", key, "does not follow block " + last.number());
        }
        if (!block.previous().equals(last.hash())) {
            findings.add("seal_block", key, "follows " + block.previous() + ", not " + last.hash());
        }
        last = block;
        findings.counted(block);
    }

    private void group(NavigableMap<Long, Block> group) {
        trees(group);
        for (var kind : Kind.values()) {
            rows(kind, group);
        }
    }

    private void trees(NavigableMap<Long, Block> group) {
        var trees = new HashMap<Long, Tree>();
        Optional<Blocks.Leaf> after = Optional.empty();
        var first = group.firstKey();
        for (var page = blocks.leaves(first, group.lastKey(), after);
                !page.isEmpty();
                page = blocks.leaves(first, group.lastKey(), after)) {
            page.forEach(leaf ->
                    trees.computeIfAbsent(leaf.block(), number -> new Tree()).add(leaf.hash()));
            after = Optional.of(page.getLast());
        }
        group.forEach((number, block) -> {
            var tree = trees.getOrDefault(number, new Tree());
            if (!tree.root().equals(block.root()) || tree.leaves() != block.leaves()) {
                findings.add(
                        "seal_leaf",
                        "block=" + number,
                        "%d leaves under %s, sealed were %d under %s"
                                .formatted(
                                        tree.leaves(), tree.root(), block.leaves(), block.root()));
            }
        });
    }

    private void rows(Kind kind, NavigableMap<Long, Block> group) {
        var from = group.firstEntry().getValue().fromXact();
        var to = group.lastEntry().getValue().toXact();
        var after = new UUID(0, 0);
        var page = documents.written(kind, from, to, after);
        while (true) {
            var until = page.isLast() ? new UUID(-1, -1) : page.documents().getLast().id();
            var sealed = new HashMap<UUID, Blocks.Leaf>();
            for (var leaf : blocks.leaves(kind, group.firstKey(), group.lastKey(), after, until)) {
                sealed.put(leaf.id(), leaf);
            }
            page.documents().forEach(one -> document(one, sealed, group));
            sealed.keySet().forEach(id -> findings.add(kind.table(), "id=" + id, "is missing"));
            if (page.isLast()) {
                return;
            }
            after = until;
            page = documents.written(kind, from, to, after);
        }
    }

    /// Takes the document's leaf out of `sealed`: what stays there has no document.
    private void document(
            Document document, Map<UUID, Blocks.Leaf> sealed, Map<Long, Block> group) {
        findings.counted(document);
        var leaf = sealed.remove(document.id());
        if (leaf == null) {
            findings.add(
                    document.kind().table(), key(document, 0), "was never sealed: added later");
            return;
        }
        var block = group.get(leaf.block());
        if (block == null || !block.covers(document.writtenIn())) {
            findings.add(
                    document.kind().table(),
                    key(document, 0),
                    "says it was written in transaction %d, which block %d does not cover"
                            .formatted(document.writtenIn(), leaf.block()));
        }
        compare(document, document.hashes(), leaf);
    }

    private void compare(Document document, List<String> hashes, Blocks.Leaf leaf) {
        var sealed = new HashSet<>(leaf.hashes());
        for (int i = 0; i < hashes.size(); i++) {
            if (!sealed.contains(hashes.get(i))) {
                findings.add(
                        table(document, i),
                        key(document, i),
                        "is not what block %d sealed; it reads now: %s"
                                .formatted(
                                        leaf.block(), document.lines().get(i).replace('\t', ' ')));
            }
        }
        if (hashes.size() != leaf.hashes().size()) {
            findings.add(
                    document.kind().table(),
                    key(document, 0),
                    "has %d rows, sealed were %d".formatted(hashes.size(), leaf.hashes().size()));
        } else if (sealed.containsAll(hashes) && !hashes.equals(leaf.hashes())) {
            findings.add(
                    document.kind().table(), key(document, 0), "has its rows in another order");
        }
    }

    private static String table(Document document, int row) {
        return Verify.field(Verify.row(document.lines().get(row)), "table");
    }

    /// The row's key: a document's own, or with it what parts its rows.
    private static String key(Document document, int row) {
        var fields = new ArrayList<>(Verify.row(document.lines().get(row)).entrySet());
        var isHead = table(document, row).equals(document.kind().table());
        return fields.subList(1, isHead ? 2 : 3).stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }
}
