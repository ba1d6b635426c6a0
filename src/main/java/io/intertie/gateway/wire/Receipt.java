package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.metering.UsageRecord.CountedBy;
import java.math.BigDecimal;
import java.util.Optional;
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

    /// The reply's `usage`: the billed counts, the provider's own details, the cost and its basis.
    public ObjectNode usage(Usage billed) {
        var usage = billed.json().deepCopy();
        var prompt = billed.input() + billed.cachedInput();
        usage.put("prompt_tokens", prompt);
        usage.put("completion_tokens", billed.output());
        usage.put("total_tokens", prompt + billed.output());
        tell(usage, "prompt_tokens_details", "cached_tokens", billed.cachedInput());
        tell(usage, "completion_tokens_details", "reasoning_tokens", billed.reasoning());
        usage.put("cost", plain(cost));
        usage.set("cost_details", details());
        return usage;
    }

    /// A part of a count, where a client looks for it, whatever the provider called it.
    private static void tell(ObjectNode usage, String details, String part, long tokens) {
        if (usage.path(details) instanceof ObjectNode told) {
            told.put(part, tokens);
        } else if (tokens > 0) {
            usage.putObject(details).put(part, tokens);
        }
    }

    private ObjectNode details() {
        var details = Json.object();
        details.put("currency", currency);
        details.put("provider", provider);
        details.put("quantization", quantisation);
        details.put("price_version", priceVersion.toString());
        details.put("band", band.toLowerCase(java.util.Locale.ROOT));
        details.put("fx_quote", quote.map(UUID::toString).orElse(null));
        details.put("energy_wh", plain(energyWattHours));
        details.put("energy_kwh", plain(energyWattHours.movePointLeft(3)));
        details.put("electricity_share", plain(electricityShare));
        details.put("estimated", countedBy.isEstimate());
        details.put("counted_by", countedBy.word());
        details.put("request_id", requestId.toString());
        details.put("receipt", page);
        return details;
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
