package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A provider's `usage` object, in disjoint counts: cached input is not part of `input`.
///
/// `json` is the object as it came, for the fields that only the client understands.
public record Usage(long input, long cachedInput, long output, long reasoning, ObjectNode json) {
    /// Reads a usage object; empty if there is none, or its counts are no counts.
    public static Optional<Usage> read(JsonNode node) {
        var prompt = count(node.path("prompt_tokens"));
        var completion = count(node.path("completion_tokens"));
        if (!(node instanceof ObjectNode json) || prompt < 0 || completion < 0) {
            return Optional.empty();
        }
        var cached = count(node.path("prompt_tokens_details").path("cached_tokens"));
        var reasoning = count(node.path("completion_tokens_details").path("reasoning_tokens"));
        // Both are parts of their totals; a provider that says otherwise is not believed.
        var cachedPart = Math.clamp(cached, 0, prompt);
        var reasoningPart = Math.clamp(reasoning, 0, completion);
        return Optional.of(
                new Usage(prompt - cachedPart, cachedPart, completion, reasoningPart, json));
    }

    /// The count, 0 where there is none, negative where it is no count.
    private static long count(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : -1;
    }

    public boolean isZero() {
        return input + cachedInput + output == 0;
    }
}
