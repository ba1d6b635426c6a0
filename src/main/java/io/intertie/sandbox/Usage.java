package io.intertie.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// The token counts of one answer, as a reply reports them.
///
/// **Always true:** cached is part of input, reasoning is part of output.
record Usage(int input, int cached, int output, int reasoning) {
    /// What is reported of the true counts when the request asks for `behaviour`.
    static Optional<Usage> reported(int input, int output, Behaviour behaviour) {
        UsageReport report = behaviour.usage();
        int reasoning = behaviour.of(Behaviour.Setting.REASONING).orElse(0);
        int cached = Math.min(input, behaviour.of(Behaviour.Setting.CACHED).orElse(0));
        return switch (report.kind()) {
            case NONE -> Optional.empty();
            case ZERO -> Optional.of(new Usage(0, 0, 0, 0));
            case SENT ->
                    Optional.of(
                            new Usage(
                                    input,
                                    cached,
                                    output + reasoning + report.tooMany(),
                                    reasoning));
        };
    }

    ObjectNode json() {
        ObjectNode usage =
                Json.object()
                        .put("prompt_tokens", input)
                        .put("completion_tokens", output)
                        .put("total_tokens", input + output);
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", cached)
                .put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", reasoning)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }
}
