package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.metering.UsageRecord.CountedBy;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a client learns of a request's cost, in the reply itself.
///
/// **Units** `cost` exact major units of `currency`; `energyWattHours` at the facility;
/// `electricityShare` of the provider's cost, 0 to 1.
public record Receipt(
        UUID requestId,
        BigDecimal cost,
        String currency,
        String provider,
        String quantisation,
        UUID priceVersion,
        String band,
        Optional<UUID> quote,
        BigDecimal energyWattHours,
        BigDecimal electricityShare,
        CountedBy countedBy,
        String page) {

    private static final Set<String> OURS =
            Set.of(
                    "prompt_tokens",
                    "completion_tokens",
                    "total_tokens",
                    "prompt_tokens_details",
                    "completion_tokens_details",
                    "cost",
                    "cost_details");

    /// The reply's `usage` as JSON: the billed counts, the provider's own details, the cost and its
    /// basis. Every answer has one, so no tree is built for it.
    public String usage(Usage billed) {
        var prompt = billed.input() + billed.cachedInput();
        var told = billed.json();
        var text = new StringBuilder(1_024);
        text.append("{\"prompt_tokens\":").append(prompt);
        text.append(",\"completion_tokens\":").append(billed.output());
        text.append(",\"total_tokens\":").append(prompt + billed.output());
        tell(text, told, "prompt_tokens_details", "cached_tokens", billed.cachedInput());
        tell(text, told, "completion_tokens_details", "reasoning_tokens", billed.reasoning());
        for (var field : told.properties()) {
            if (!OURS.contains(field.getKey())) {
                field(text.append(','), field);
            }
        }
        text.append(",\"cost\":").append(plain(cost).toPlainString());
        text.append(",\"cost_details\":");
        return costDetails(text).append('}').toString();
    }

    /// A part of a count, where a client looks for it, whatever the provider called it.
    private static void tell(
            StringBuilder text, ObjectNode told, String details, String part, long tokens) {
        var its = told.get(details);
        if (its instanceof ObjectNode object) {
            text.append(",\"").append(details).append("\":{");
            for (var field : object.properties()) {
                if (!field.getKey().equals(part)) {
                    field(text, field);
                    text.append(',');
                }
            }
            text.append('"').append(part).append("\":").append(tokens).append('}');
        } else if (tokens > 0) {
            text.append(",\"").append(details).append("\":{\"").append(part).append("\":");
            text.append(tokens).append('}');
        } else if (its != null) {
            text.append(",\"").append(details).append("\":").append(its);
        }
    }

    private static void field(StringBuilder text, Map.Entry<String, JsonNode> field) {
        Json.quote(text, field.getKey());
        var value = field.getValue();
        // A number's own text is its JSON, without a writer for it.
        text.append(':').append(value.isIntegralNumber() ? value.asText() : value.toString());
    }

    /// What was charged, as clients are told it: exact, without zeros at its end.
    public BigDecimal plainCost() {
        return plain(cost);
    }

    /// What the cost is made of, as JSON.
    public String costDetails() {
        return costDetails(new StringBuilder(640)).toString();
    }

    private StringBuilder costDetails(StringBuilder text) {
        Json.quote(text.append("{\"currency\":"), currency);
        Json.quote(text.append(",\"provider\":"), provider);
        Json.quote(text.append(",\"quantization\":"), quantisation);
        text.append(",\"price_version\":\"").append(priceVersion);
        text.append("\",\"band\":\"").append(band.toLowerCase(Locale.ROOT));
        text.append("\",\"fx_quote\":");
        quote.ifPresentOrElse(
                id -> text.append('"').append(id).append('"'), () -> text.append("null"));
        text.append(",\"energy_wh\":").append(plain(energyWattHours).toPlainString());
        var kilo = plain(energyWattHours.movePointLeft(3));
        text.append(",\"energy_kwh\":").append(kilo.toPlainString());
        text.append(",\"electricity_share\":").append(plain(electricityShare).toPlainString());
        text.append(",\"estimated\":").append(countedBy.isEstimate());
        text.append(",\"counted_by\":\"").append(countedBy.word());
        text.append("\",\"request_id\":\"").append(requestId).append("\",\"receipt\":");
        return Json.quote(text, page).append('}');
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
