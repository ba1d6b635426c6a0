package io.intertie.tariff;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.money.Currency;
import io.intertie.tariff.TariffTable.DayType;
import java.math.BigDecimal;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/// A price version's lines and inputs as text; the inputs' text is what is hashed.
final class PriceText {
    private PriceText() {}

    static String write(List<PriceVersion.Line> lines) {
        return Canonical.text(lines.stream().map(PriceText::written).toList());
    }

    static List<PriceVersion.Line> readLines(String text) {
        var lines = new ArrayList<PriceVersion.Line>();
        Canonical.read(text).forEach(line -> lines.add(line(line)));
        return List.copyOf(lines);
    }

    static String write(PriceVersion.Inputs inputs) {
        var text = new TreeMap<String, Object>();
        text.put("tariffVersion", inputs.tariffVersionId().toString());
        text.put("tariffTableHash", inputs.tariffTableHash());
        text.put("tariffPerKwh", decimals(inputs.tariffPerKwh()));
        text.put("energy", written(inputs.energy()));
        text.put("pue", Canonical.decimal(inputs.pue()));
        text.put("terms", written(inputs.terms()));
        text.put("quotes", texts(inputs.quotes(), UUID::toString));
        text.put("formulaVersion", inputs.formulaVersion());
        if (!inputs.days().isEmpty()) {
            text.put("days", days(inputs.days()));
        }
        PlanText.write(inputs, text);
        return Canonical.text(text);
    }

    static String write(EnergyProfile energy) {
        return Canonical.text(new TreeMap<>(written(energy)));
    }

    private static Map<Integer, Map<String, Integer>> days(Map<Month, Map<DayType, Integer>> days) {
        var text = new TreeMap<Integer, Map<String, Integer>>();
        days.forEach((month, counted) -> {
            var ofMonth = new TreeMap<String, Integer>();
            counted.forEach((day, count) -> ofMonth.put(day.name(), count));
            text.put(month.getValue(), ofMonth);
        });
        return text;
    }

    private static Map<Month, Map<DayType, Integer>> days(JsonNode node) {
        var days = new EnumMap<Month, Map<DayType, Integer>>(Month.class);
        for (var month : Canonical.fields(node)) {
            var counted = new EnumMap<DayType, Integer>(DayType.class);
            for (var day : Canonical.fields(month.getValue())) {
                counted.put(DayType.valueOf(day.getKey()), day.getValue().asInt());
            }
            days.put(Month.of(Integer.parseInt(month.getKey())), Map.copyOf(counted));
        }
        return Map.copyOf(days);
    }

    static PriceVersion.Inputs readInputs(String text) {
        var root = Canonical.read(text);
        var tariffPerKwh = new EnumMap<Band, BigDecimal>(Band.class);
        for (var band : Canonical.fields(root.path("tariffPerKwh"))) {
            tariffPerKwh.put(Band.valueOf(band.getKey()), Canonical.decimal(band.getValue()));
        }
        var quotes = new HashMap<Currency, UUID>();
        for (var quote : Canonical.fields(root.path("quotes"))) {
            var id = UUID.fromString(quote.getValue().asText());
            quotes.put(Currency.of(quote.getKey()), id);
        }
        return new PriceVersion.Inputs(
                UUID.fromString(root.path("tariffVersion").asText()),
                root.path("tariffTableHash").asText(),
                Map.copyOf(tariffPerKwh),
                energy(root.path("energy")),
                Canonical.decimal(root.path("pue")),
                terms(root.path("terms")).with(PlanText.plan(root)),
                Map.copyOf(quotes),
                root.path("formulaVersion").asText(),
                days(root.path("days")),
                PlanText.particulars(root));
    }

    private static Map<String, Object> written(PriceVersion.Line line) {
        return Map.of(
                "tokens", line.tokens().name(),
                "band", line.band().name(),
                "currency", line.buyerCurrency().code(),
                "provider", line.providerMicroPerMillion(),
                "buyer", line.buyerMicroPerMillion());
    }

    private static PriceVersion.Line line(JsonNode node) {
        return new PriceVersion.Line(
                TokenClass.valueOf(node.path("tokens").asText()),
                Band.valueOf(node.path("band").asText()),
                Currency.of(node.path("currency").asText()),
                node.path("provider").asLong(),
                node.path("buyer").asLong());
    }

    private static Map<String, Object> written(EnergyProfile energy) {
        return Map.of(
                "input", Canonical.decimal(energy.input()),
                "cachedInput", Canonical.decimal(energy.cachedInput()),
                "output", Canonical.decimal(energy.output()),
                "grade", energy.grade().name(),
                "source", energy.source());
    }

    private static EnergyProfile energy(JsonNode node) {
        return new EnergyProfile(
                Canonical.decimal(node.path("input")),
                Canonical.decimal(node.path("cachedInput")),
                Canonical.decimal(node.path("output")),
                EnergyProfile.Grade.valueOf(node.path("grade").asText()),
                node.path("source").asText());
    }

    private static Map<String, Object> written(PriceTerms terms) {
        return Map.of(
                "base", decimals(terms.base()),
                "margin", Canonical.decimal(terms.margin()),
                "platformFee", Canonical.decimal(terms.platformFee()),
                "paymentCost", Canonical.decimal(terms.paymentCost()));
    }

    private static PriceTerms terms(JsonNode node) {
        var base = new EnumMap<TokenClass, BigDecimal>(TokenClass.class);
        for (var amount : Canonical.fields(node.path("base"))) {
            base.put(TokenClass.valueOf(amount.getKey()), Canonical.decimal(amount.getValue()));
        }
        return new PriceTerms(
                base,
                Canonical.decimal(node.path("margin")),
                Canonical.decimal(node.path("platformFee")),
                Canonical.decimal(node.path("paymentCost")));
    }

    static Map<String, String> decimals(Map<?, BigDecimal> amounts) {
        return texts(amounts, Canonical::decimal);
    }

    private static <V> Map<String, String> texts(Map<?, V> values, Function<V, String> text) {
        var texts = new TreeMap<String, String>();
        values.forEach((key, value) -> texts.put(key.toString(), text.apply(value)));
        return texts;
    }
}
