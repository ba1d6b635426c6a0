package io.intertie.tariff;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffTable.Trigger;
import io.intertie.tariff.TariffVersion.Component;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/// A tariff table as text: its rules for keeping, its compiled hours for hashing.
///
/// What a table does not use is not written, so that a plain table has the text of old.
final class TableText {
    private TableText() {}

    static String write(TariffTable table) {
        var text = head(table);
        text.put("rules", table.rules().stream().map(TableText::written).toList());
        return Canonical.text(text);
    }

    static TariffTable read(String text) {
        var root = Canonical.read(text);
        return new TariffTable(
                ZoneId.of(root.path("zone").asText()),
                root.path("calendar").asText(""),
                stream(root.path("components")).map(TableText::component).toList(),
                stream(root.path("triggers")).map(TableText::trigger).toList(),
                stream(root.path("rules")).map(TableText::rule).toList());
    }

    /// SHA-256 of the compiled hours: two ways to write the same hours hash alike.
    static String hash(TariffTable table) {
        var text = head(table);
        if (table.tellsDaysApart()) {
            var days = new TreeMap<String, Object>();
            for (var day : DayType.values()) {
                days.put(day.name(), months(table, day));
            }
            text.put("days", days);
        } else {
            text.remove("calendar");
            text.put("months", months(table, DayType.WORKDAY));
        }
        return Canonical.sha256(Canonical.text(text));
    }

    private static Map<String, Object> head(TariffTable table) {
        var text = new TreeMap<String, Object>();
        text.put("zone", table.zone().getId());
        if (!table.calendar().isEmpty()) {
            text.put("calendar", table.calendar());
        }
        if (!table.components().isEmpty()) {
            text.put("components", table.components().stream().map(TableText::written).toList());
        }
        if (!table.triggers().isEmpty()) {
            text.put("triggers", table.triggers().stream().map(TableText::written).toList());
        }
        return text;
    }

    private static Map<Integer, List<String>> months(TariffTable table, DayType day) {
        var months = new TreeMap<Integer, List<String>>();
        for (var month : Month.values()) {
            months.put(month.getValue(), runs(table, month, day));
        }
        return months;
    }

    private static List<String> runs(TariffTable table, Month month, DayType day) {
        var runs = new ArrayList<String>();
        var before = "";
        for (int slot = 0; slot < TariffTable.SLOTS_A_DAY; slot++) {
            var found = table.rule(month, day, slot);
            var now = found.band() + " " + Canonical.decimal(found.pricePerKwh());
            if (found.multiplier().compareTo(BigDecimal.ONE) != 0) {
                now += " x" + Canonical.decimal(found.multiplier());
            }
            if (!now.equals(before)) {
                runs.add(LocalTime.MIDNIGHT.plusMinutes(15L * slot) + " " + now);
                before = now;
            }
        }
        return runs;
    }

    private static Map<String, Object> written(Rule rule) {
        var text = new TreeMap<String, Object>();
        text.put("months", numbers(rule.months()));
        text.put("from", rule.from().toString());
        text.put("until", rule.until().toString());
        text.put("band", rule.band().name());
        text.put("pricePerKwh", Canonical.decimal(rule.pricePerKwh()));
        if (!rule.days().equals(TariffTable.EVERY_DAY)) {
            text.put("days", rule.days().stream().sorted().map(DayType::name).toList());
        }
        if (rule.multiplier().compareTo(BigDecimal.ONE) != 0) {
            text.put("multiplier", Canonical.decimal(rule.multiplier()));
        }
        return text;
    }

    private static Rule rule(JsonNode node) {
        Set<DayType> days = EnumSet.noneOf(DayType.class);
        node.path("days").forEach(day -> days.add(DayType.valueOf(day.asText())));
        return new Rule(
                months(node),
                node.has("days") ? days : TariffTable.EVERY_DAY,
                LocalTime.parse(node.path("from").asText()),
                LocalTime.parse(node.path("until").asText()),
                Band.valueOf(node.path("band").asText()),
                Canonical.decimal(node.path("pricePerKwh")),
                node.has("multiplier")
                        ? Canonical.decimal(node.path("multiplier"))
                        : BigDecimal.ONE);
    }

    private static Map<String, Object> written(Component one) {
        return Map.of(
                "kind", one.kind().name(),
                "unit", one.unit().name(),
                "amount", Canonical.decimal(one.amount()),
                "floats", one.floats(),
                "name", one.name());
    }

    private static Component component(JsonNode node) {
        return new Component(
                Component.Kind.valueOf(node.path("kind").asText()),
                Component.Unit.valueOf(node.path("unit").asText()),
                Canonical.decimal(node.path("amount")),
                node.path("floats").asBoolean(),
                node.path("name").asText());
    }

    private static Map<String, Object> written(Trigger one) {
        return Map.of(
                "kind", one.kind().name(),
                "series", one.series(),
                "threshold", Canonical.decimal(one.threshold()),
                "days", one.days(),
                "months", numbers(one.months()),
                "from", one.from().toString(),
                "until", one.until().toString(),
                "band", one.band().name());
    }

    private static Trigger trigger(JsonNode node) {
        return new Trigger(
                Trigger.Kind.valueOf(node.path("kind").asText()),
                node.path("series").asText(),
                Canonical.decimal(node.path("threshold")),
                node.path("days").asInt(),
                months(node),
                LocalTime.parse(node.path("from").asText()),
                LocalTime.parse(node.path("until").asText()),
                Band.valueOf(node.path("band").asText()));
    }

    private static List<Integer> numbers(Set<Month> months) {
        return months.stream().map(Month::getValue).sorted().toList();
    }

    private static Set<Month> months(JsonNode node) {
        Set<Month> months = EnumSet.noneOf(Month.class);
        node.path("months").forEach(month -> months.add(Month.of(month.asInt())));
        return months;
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
