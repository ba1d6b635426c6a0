package io.intertie.tariff;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A tariff table as text: its rules for keeping, its compiled hours for hashing.
final class TableText {
    private TableText() {}

    static String write(TariffTable table) {
        var rules = table.rules().stream().map(TableText::written).toList();
        return Canonical.text(Map.of("zone", table.zone().getId(), "rules", rules));
    }

    static TariffTable read(String text) {
        var root = Canonical.read(text);
        var rules = new ArrayList<TariffTable.Rule>();
        root.path("rules").forEach(rule -> rules.add(rule(rule)));
        return new TariffTable(ZoneId.of(root.path("zone").asText()), rules);
    }

    /// SHA-256 of the compiled hours: two ways to write the same hours hash alike.
    static String hash(TariffTable table) {
        var months = new TreeMap<Integer, List<String>>();
        for (var month : Month.values()) {
            months.put(month.getValue(), runs(table, month));
        }
        return Canonical.sha256(
                Canonical.text(Map.of("zone", table.zone().getId(), "months", months)));
    }

    private static List<String> runs(TariffTable table, Month month) {
        var runs = new ArrayList<String>();
        var before = "";
        for (int slot = 0; slot < TariffTable.SLOTS_A_DAY; slot++) {
            var found = table.slot(month, slot);
            var now = found.band() + " " + Canonical.decimal(found.pricePerKwh());
            if (!now.equals(before)) {
                runs.add(LocalTime.MIDNIGHT.plusMinutes(15L * slot) + " " + now);
                before = now;
            }
        }
        return runs;
    }

    private static Map<String, Object> written(TariffTable.Rule rule) {
        return Map.of(
                "months", rule.months().stream().map(Month::getValue).sorted().toList(),
                "from", rule.from().toString(),
                "until", rule.until().toString(),
                "band", rule.band().name(),
                "pricePerKwh", Canonical.decimal(rule.pricePerKwh()));
    }

    private static TariffTable.Rule rule(JsonNode node) {
        Set<Month> months = EnumSet.noneOf(Month.class);
        node.path("months").forEach(month -> months.add(Month.of(month.asInt())));
        return new TariffTable.Rule(
                months,
                LocalTime.parse(node.path("from").asText()),
                LocalTime.parse(node.path("until").asText()),
                Band.valueOf(node.path("band").asText()),
                Canonical.decimal(node.path("pricePerKwh")));
    }
}
