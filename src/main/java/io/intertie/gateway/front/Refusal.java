package io.intertie.gateway.front;

import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.ModelRequest;
import io.intertie.platform.http.ProblemType;
import java.util.Map;

/// What a front refuses by itself, before anybody has read the request: OpenAI's shape, made once.
// Neither the headers nor the body is ever changed.
@SuppressWarnings("ImmutableEnumChecker")
enum Refusal {
    MALFORMED(400, ProblemType.INVALID_REQUEST, "malformed_http", "The request is no valid HTTP."),
    NOT_FOUND(404, ProblemType.NOT_FOUND, "unknown_url", "There is nothing at this path."),
    METHOD(
            405,
            ProblemType.INVALID_REQUEST,
            "method_not_allowed",
            "The path does not answer this method."),
    LATE(408, ProblemType.INVALID_REQUEST, "request_timeout", "The request came too slowly."),
    TOO_LARGE(
            413,
            ProblemType.TOO_LARGE,
            "request_too_large",
            "The body is larger than %d bytes.".formatted(ModelRequest.LARGEST)),
    EXPECTATION(
            417,
            ProblemType.INVALID_REQUEST,
            "unknown_expectation",
            "Of 'Expect' only '100-continue' is understood."),
    HEAD_TOO_LARGE(
            431,
            ProblemType.INVALID_REQUEST,
            "headers_too_large",
            "The request's headers are larger than 16 KB or more than 100."),
    BROKEN(
            500,
            ProblemType.INTERNAL,
            "internal_error",
            "An error of ours ended the request. Tell us the x-request-id if it comes again."),
    CROWDED(
            503,
            ProblemType.UNAVAILABLE,
            "service_unavailable",
            "This node serves as many clients as it can."),
    LEAVING(
            503,
            ProblemType.UNAVAILABLE,
            "service_unavailable",
            "This node is being stopped; another one, or its next start, will answer.");

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Refusal(int status, ProblemType type, String code, String happened) {
        this.status = status;
        this.headers = type.isTemporary() ? Map.of("retry-after", "5") : Map.of();
        // Of an error of ours the front cannot tell how far the request had come.
        var words = type == ProblemType.INTERNAL ? happened : happened + " Nothing was charged.";
        this.body = Json.write(new Fault(type, code, words).json());
    }

    int status() {
        return status;
    }

    /// When to try again, where that may help.
    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
