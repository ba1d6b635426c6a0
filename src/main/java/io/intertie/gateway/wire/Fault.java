package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.time.Duration;
import java.util.Optional;

/// A refusal or failure as a client is told of it: what happened, whether money was taken, what to
/// do next.
///
/// `charged` says that money was taken, so that a client must not repeat the request by itself.
public record Fault(
        ProblemType type,
        String code,
        String message,
        Optional<String> param,
        boolean charged,
        Optional<Duration> retryAfter) {
    private static final Duration SOON = Duration.ofSeconds(5);

    public Fault(ProblemType type, String code, String message) {
        this(
                type,
                code,
                message,
                Optional.empty(),
                false,
                type.isTemporary() ? Optional.of(SOON) : Optional.empty());
    }

    /// The refusal of a request that could not be read.
    public static Fault of(Problem problem) {
        var code =
                switch (problem.type()) {
                    case MALFORMED_JSON -> "invalid_json";
                    case TOO_LARGE -> "request_too_large";
                    case INTERNAL -> "internal_error";
                    case UNAVAILABLE -> "service_unavailable";
                    default -> problem.type().name().toLowerCase(java.util.Locale.ROOT);
                };
        return new Fault(problem.type(), code, problem.detail())
                .at(problem.fields().keySet().stream().findFirst());
    }

    /// The same, with the request's field that is at fault.
    public Fault at(Optional<String> field) {
        return new Fault(type, code, message, field, charged, retryAfter);
    }

    /// The same, after money was taken.
    public Fault withCharge() {
        return new Fault(type, code, message, param, true, retryAfter);
    }

    /// The same, to be tried again after a while.
    public Fault after(Duration wait) {
        return new Fault(type, code, message, param, charged, Optional.of(wait));
    }

    /// The body in OpenAI's shape; the same object is a stream's error event.
    public ObjectNode json() {
        var error = Json.object();
        error.put("message", message);
        error.put("type", openAiType());
        error.put("param", param.orElse(null));
        error.put("code", code);
        var body = Json.object();
        body.set("error", error);
        return body;
    }

    private String openAiType() {
        return switch (type.status()) {
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            case 500, 502, 503, 504 -> "server_error";
            default -> "invalid_request_error";
        };
    }
}
