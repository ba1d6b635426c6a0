package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A provider's `usage` object, in disjoint counts: cached input is not part of `input`, reasoning
/// is part of `output`.
///
/// Whether the provider counts them so is told by its own `total_tokens`: what it adds to prompt
/// and completion is outside of them. `json` is the object as it came, for the fields that only the
/// client understands.
public record Usage(long input, long cachedInput, long output, long reasoning, ObjectNode json) {
    /// No answer has more tokens, and no sum of such counts is beyond a long.
    private static final long MOST = 1L << 40;

    /// Reads a usage object; empty if there is none, or its counts are no counts.
    public static Optional<Usage> read(JsonNode node) {
        var prompt = count(node.path("prompt_tokens"));
        var completion = count(node.path("completion_tokens"));
        if (!(node instanceof ObjectNode json) || prompt < 0 || completion < 0) {
            return Optional.empty();
        }
        return Optional.of(new Parts(node, prompt, completion).usage(json));
    }

    /// The count, 0 where there is none, negative where it is no count.
    private static long count(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        var isCount = node.isIntegralNumber() && node.canConvertToLong();
        return isCount && node.longValue() <= MOST ? node.longValue() : -1;
    }

    private record Parts(
            long prompt, long completion, long cached, long written, long reasoning, long total) {
        Parts(JsonNode node, long prompt, long completion) {
            this(
                    prompt,
                    completion,
                    first(
                            node.path("prompt_tokens_details").path("cached_tokens"),
                            // DeepSeek; Moonshot and Together; whoever translates Anthropic's.
                            node.path("prompt_cache_hit_tokens"),
                            node.path("cached_tokens"),
                            node.path("cache_read_input_tokens")),
                    first(node.path("cache_creation_input_tokens")),
                    first(
                            node.path("completion_tokens_details").path("reasoning_tokens"),
                            // SGLang.
                            node.path("reasoning_tokens")),
                    count(node.path("total_tokens")));
        }

        private static long first(JsonNode... places) {
            for (var place : places) {
                if (count(place) > 0) {
                    return count(place);
                }
            }
            return 0;
        }

        Usage usage(ObjectNode json) {
            var beside = total - prompt - completion;
            if (beside <= 0) {
                return inside(json);
            }
            // In the order of their price: what could be either is the cheaper one.
            if (beside == cached + written) {
                return new Usage(prompt + written, cached, completion, inCompletion(), json);
            }
            if (beside == reasoning) {
                return new Usage(
                        prompt - inPrompt(), inPrompt(), completion + reasoning, reasoning, json);
            }
            if (beside == cached + written + reasoning) {
                return new Usage(prompt + written, cached, completion + reasoning, reasoning, json);
            }
            // What nothing names was thought: Google's chat completions tell it in the total alone.
            var output = completion + beside;
            return new Usage(
                    prompt - inPrompt(),
                    inPrompt(),
                    output,
                    Math.clamp(reasoning, beside, output),
                    json);
        }

        private Usage inside(ObjectNode json) {
            return new Usage(prompt - inPrompt(), inPrompt(), completion, inCompletion(), json);
        }

        /// Both are parts of their totals; a provider that says otherwise is not believed.
        private long inPrompt() {
            return Math.min(cached, prompt);
        }

        private long inCompletion() {
            return Math.min(reasoning, completion);
        }
    }

    public boolean isZero() {
        return input + cachedInput + output == 0;
    }
}
