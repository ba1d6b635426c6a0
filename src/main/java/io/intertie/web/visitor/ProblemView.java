package io.intertie.web.visitor;

import io.intertie.platform.http.ProblemType;

/// What an error page tells: which problem it is, and the id to quote.
///
/// `isStale` says that a form was refused for its old token, which is nobody's lack of a right.
public record ProblemView(ProblemType type, boolean isStale, String requestId) {
    /// The start of its keys in the messages: `problem.not-found`.
    public String key() {
        return "problem." + (isStale ? "stale-form" : type.slug());
    }
}
