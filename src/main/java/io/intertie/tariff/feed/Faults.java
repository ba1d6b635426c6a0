package io.intertie.tariff.feed;

import io.intertie.platform.http.Wording;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The faults found so far in a table; the same one is told once, however many sites it concerns.
final class Faults {
    private final Set<Fault> found = new LinkedHashSet<>();
    private int count;

    void at(int line, String column, Wording what) {
        count++;
        found.add(new Fault(line, column, what, false));
    }

    void unlikely(int line, String column, Wording what) {
        found.add(new Fault(line, column, what, true));
    }

    /// How often a fault was told that keeps a table from being applied.
    int count() {
        return count;
    }

    List<Fault> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(Fault::line).thenComparing(Fault::column))
                .toList();
    }
}
