package io.intertie.energy;

import io.intertie.catalog.DataCenter;
import io.intertie.metering.TokenCount;
import io.intertie.tariff.TokenClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Finds the readings in whose time more was served than was counted when they came in.
///
/// A stretch of readings without a gap is counted as one; only where its sum differs are its
/// halves, so that what is right costs one look and each late reading a few.
record Recount(DataCenter site, SiteFacts facts) {
    /// The readings that were counted too early, and their tokens as of now.
    Map<EnergyReading, Map<UUID, TokenCount>> late(List<Attribution.Served> readings) {
        var late = new LinkedHashMap<EnergyReading, Map<UUID, TokenCount>>();
        stretches(readings).forEach(stretch -> find(stretch, late));
        return late;
    }

    private void find(
            List<Attribution.Served> stretch, Map<EnergyReading, Map<UUID, TokenCount>> late) {
        var first = stretch.getFirst().reading();
        var now = facts.tokens(site, first.from(), stretch.getLast().reading().until());
        if (isSame(now, counted(stretch))) {
            return;
        }
        if (stretch.size() == 1) {
            late.put(first, now);
            return;
        }
        find(stretch.subList(0, stretch.size() / 2), late);
        find(stretch.subList(stretch.size() / 2, stretch.size()), late);
    }

    private static List<List<Attribution.Served>> stretches(List<Attribution.Served> readings) {
        var sorted = new ArrayList<>(readings);
        sorted.sort(Comparator.comparing(one -> one.reading().from()));
        var stretches = new ArrayList<List<Attribution.Served>>();
        for (var one : sorted) {
            var goesOn =
                    !stretches.isEmpty()
                            && stretches
                                    .getLast()
                                    .getLast()
                                    .reading()
                                    .until()
                                    .equals(one.reading().from());
            if (!goesOn) {
                stretches.add(new ArrayList<>());
            }
            stretches.getLast().add(one);
        }
        return stretches;
    }

    private static Map<UUID, TokenCount> counted(List<Attribution.Served> stretch) {
        var sums = new HashMap<UUID, TokenCount>();
        for (var one : stretch) {
            one.tokens().forEach((listing, tokens) -> sums.merge(listing, tokens, Recount::sum));
        }
        return sums;
    }

    private static TokenCount sum(TokenCount one, TokenCount other) {
        return new TokenCount(
                one.input() + other.input(),
                one.cachedInput() + other.cachedInput(),
                one.output() + other.output(),
                0);
    }

    private static boolean isSame(Map<UUID, TokenCount> now, Map<UUID, TokenCount> then) {
        return now.entrySet().stream()
                .allMatch(one -> {
                    var known = then.getOrDefault(one.getKey(), TokenCount.NONE);
                    return List.of(TokenClass.values()).stream()
                            .allMatch(kind -> known.of(kind) == one.getValue().of(kind));
                });
    }
}
