package io.intertie.gateway.dialect;

import java.util.Optional;

/// A step of an answer, as all dialects but the provider's own tell it.
sealed interface Part {
    /// A piece of what the model thought, or of its summary.
    record Thought(String text) implements Part {}

    /// What proves the thought before to be the model's own; opaque to us.
    record Signature(String text) implements Part {}

    /// A thought that only the provider can read.
    record Redacted(String data) implements Part {}

    record Text(String text) implements Part {}

    record Refusal(String text) implements Part {}

    /// A tool call begins; `call` counts them from 0.
    record Opened(int call, String id, String name) implements Part {}

    record Arguments(int call, String text) implements Part {}

    /// The answer has ended; `matched` is the stop sequence that was met, where the provider says.
    record Finished(String reason, Optional<String> matched) implements Part {}
}
