package io.intertie.gateway.relay;

import io.intertie.metering.TokenCount;

/// The counts that a request was admitted with; no bill goes above them.
public record Limits(long inputTokens, long outputTokens, long inputEstimate) {
    TokenCount cut(long input, long cached, long output, long reasoning) {
        var cachedPart = Math.min(cached, inputTokens);
        var outputPart = Math.min(output, outputTokens);
        return new TokenCount(
                Math.min(input, inputTokens - cachedPart),
                cachedPart,
                outputPart,
                Math.min(reasoning, outputPart));
    }
}
