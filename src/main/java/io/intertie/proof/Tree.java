package io.intertie.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A block's Merkle tree, grown leaf by leaf in memory that grows with its height only.
///
/// Neighbours are joined level by level; one without a neighbour moves up as it is.
final class Tree {
    private record Grown(int height, String hash) {}

    private final Deque<Grown> whole = new ArrayDeque<>();
    private long leaves;

    void add(String leaf) {
        leaves++;
        var grown = new Grown(0, leaf);
        while (!whole.isEmpty() && whole.getLast().height() == grown.height()) {
            var left = whole.removeLast();
            grown = new Grown(grown.height() + 1, Verify.node(left.hash(), grown.hash()));
        }
        whole.addLast(grown);
    }

    long leaves() {
        return leaves;
    }

    /// Empty if nothing was added.
    String root() {
        var root = "";
        for (var left : (Iterable<Grown>) whole::descendingIterator) {
            root = root.isEmpty() ? left.hash() : Verify.node(left.hash(), root);
        }
        return root;
    }

    /// What a leaf is joined with on its way to the root: `L` or `R` and a hash.
    static List<String> path(List<String> leaves, int index) {
        var path = new ArrayList<String>();
        var level = leaves;
        var at = index;
        while (level.size() > 1) {
            var other = at ^ 1;
            if (other < level.size()) {
                path.add((other < at ? "L" : "R") + level.get(other));
            }
            level = above(level);
            at /= 2;
        }
        return List.copyOf(path);
    }

    private static List<String> above(List<String> level) {
        var above = new ArrayList<String>();
        for (int i = 0; i < level.size(); i += 2) {
            above.add(
                    i + 1 < level.size()
                            ? Verify.node(level.get(i), level.get(i + 1))
                            : level.get(i));
        }
        return above;
    }
}
