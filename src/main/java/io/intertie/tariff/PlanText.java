package io.intertie.tariff;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What of a version's inputs belongs to its plan, as text; a banded plan writes nothing.
final class PlanText {
    private PlanText() {}

    static void write(PriceVersion.Inputs inputs, SortedMap<String, Object> text) {
        var plan = inputs.terms().plan();
        if (plan.kind() != PriceTerms.Plan.Kind.BANDED) {
            text.put("plan", plan.kind().name());
        }
        plan.spot().ifPresent(spot -> text.put("spot", written(spot)));
        var beside = inputs.particulars();
        if (!beside.weights().isEmpty()) {
            text.put("weights", beside.weights());
        }
        beside.hour().ifPresent(hour -> text.put("hour", written(hour)));
        beside.lock().ifPresent(lock -> text.put("lock", written(lock)));
    }

    static PriceTerms.Plan plan(JsonNode root) {
        return switch (root.path("plan").asText("BANDED")) {
            case "FLAT" -> PriceTerms.Plan.FLAT;
            case "SPOT" -> {
                var spot = root.path("spot");
                yield PriceTerms.Plan.spot(
                        new PriceTerms.Spot(
                                spot.path("zone").asText(),
                                Canonical.decimal(spot.path("floorPerKwh")),
                                Canonical.decimal(spot.path("ceilingPerKwh"))));
            }
            default -> PriceTerms.Plan.BANDED;
        };
    }

    static PriceVersion.Particulars particulars(JsonNode root) {
        var weights = new ArrayList<Long>();
        root.path("weights").forEach(weight -> weights.add(weight.asLong()));
        return new PriceVersion.Particulars(
                weights,
                Optional.of(root.path("hour")).filter(JsonNode::isObject).map(PlanText::hour),
                Optional.of(root.path("lock")).filter(JsonNode::isObject).map(PlanText::lock));
    }

    private static Map<String, Object> written(PriceTerms.Spot spot) {
        return Map.of(
                "zone", spot.zone(),
                "floorPerKwh", Canonical.decimal(spot.floorPerKwh()),
                "ceilingPerKwh", Canonical.decimal(spot.ceilingPerKwh()));
    }

    private static Map<String, Object> written(PriceVersion.Hour hour) {
        return Map.of(
                "from", hour.from().toString(),
                "dayAheadPerKwh", Canonical.decimal(hour.dayAheadPerKwh()),
                "partsPerKwh", Canonical.decimal(hour.partsPerKwh()),
                "leviesPerKwh", Canonical.decimal(hour.leviesPerKwh()),
                "source", hour.source());
    }

    private static PriceVersion.Hour hour(JsonNode node) {
        return new PriceVersion.Hour(
                Instant.parse(node.path("from").asText()),
                Canonical.decimal(node.path("dayAheadPerKwh")),
                Canonical.decimal(node.path("partsPerKwh")),
                Canonical.decimal(node.path("leviesPerKwh")),
                node.path("source").asText());
    }

    private static Map<String, Object> written(PriceVersion.Lock lock) {
        var text = new TreeMap<String, Object>();
        text.put("days", lock.days());
        text.put("spreads", PriceText.decimals(lock.spreads()));
        lock.index()
                .ifPresent(index -> {
                    text.put("tariffPerKwh", PriceText.decimals(index.tariffPerKwh()));
                    text.put("mids", PriceText.decimals(index.mids()));
                    text.put("mostRise", Canonical.decimal(index.mostRise()));
                    text.put("mostFall", Canonical.decimal(index.mostFall()));
                });
        return text;
    }

    private static PriceVersion.Lock lock(JsonNode node) {
        return new PriceVersion.Lock(
                node.path("days").asInt(),
                amounts(node.path("spreads")),
                node.has("mids") ? Optional.of(index(node)) : Optional.empty());
    }

    private static PriceVersion.Index index(JsonNode node) {
        var perKwh = new EnumMap<Band, BigDecimal>(Band.class);
        for (var band : Canonical.fields(node.path("tariffPerKwh"))) {
            perKwh.put(Band.valueOf(band.getKey()), Canonical.decimal(band.getValue()));
        }
        return new PriceVersion.Index(
                perKwh,
                amounts(node.path("mids")),
                Canonical.decimal(node.path("mostRise")),
                Canonical.decimal(node.path("mostFall")));
    }

    private static Map<Currency, BigDecimal> amounts(JsonNode node) {
        var amounts = new HashMap<Currency, BigDecimal>();
        for (var one : Canonical.fields(node)) {
            amounts.put(Currency.of(one.getKey()), Canonical.decimal(one.getValue()));
        }
        return amounts;
    }
}
