package io.intertie.web.visitor;

import io.intertie.platform.http.ProblemType;

/// What an error page tells: which problem it is, and the id to quote.
public record ProblemView(ProblemType type, String requestId) {
    /// The start of its keys in the messages: `problem.not-found`.
    public String key() {
        return "problem." + type.slug();
    }
}
