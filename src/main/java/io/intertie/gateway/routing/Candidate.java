package io.intertie.gateway.routing;

import io.intertie.money.Currency;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;

/// An offer that may serve a request, pinned to the price in force when the route was planned.
///
/// **Units** micro of the buyer's currency per 1M tokens; `outputMicroPerMillion` is 0 for a model
/// that puts out no tokens.
public record Candidate(
        Offer offer,
        PriceInForce price,
        Currency currency,
        long inputMicroPerMillion,
        long outputMicroPerMillion) {

    /// What the order goes by: the output price, or the input price where nothing is put out.
    long comparedMicroPerMillion() {
        return outputMicroPerMillion > 0 ? outputMicroPerMillion : inputMicroPerMillion;
    }

    /// An upper bound of a request's cost with this candidate. **Units** pico.
    public long ceilingPico(long inputTokens, long outputTokens) {
        var cached =
                price.version()
                        .line(TokenClass.CACHED_INPUT, price.band(), currency)
                        .map(PriceVersion.Line::buyerMicroPerMillion)
                        .orElse(0L);
        return Math.addExact(
                Math.multiplyExact(inputTokens, Math.max(inputMicroPerMillion, cached)),
                Math.multiplyExact(outputTokens, outputMicroPerMillion));
    }
}
