package io.intertie.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A refusal in OpenAI's error shape, thrown where it is found and written at the edge.
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String code;
    private final String param;

    private Problem(int status, String type, String code, String param, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    static Problem badRequest(String param, String message) {
        return new Problem(400, "invalid_request_error", "", param, message);
    }

    static Problem contextExceeded(String message) {
        return new Problem(
                400, "invalid_request_error", "context_length_exceeded", "input", message);
    }

    static Problem wrongKey() {
        String message = "The sandbox was started with a key, and this is not it.";
        return new Problem(401, "invalid_request_error", "invalid_api_key", "", message);
    }

    static Problem unknownModel(String name) {
        String message = "The sandbox has no model '" + name + "'.";
        return new Problem(404, "invalid_request_error", "model_not_found", "model", message);
    }

    static Problem unknownPath(String method, String path) {
        String message = "The sandbox does not answer " + method + " " + path + ".";
        return new Problem(404, "invalid_request_error", "unknown_url", "", message);
    }

    static Problem wrongMethod(String method, String path) {
        String message = path + " does not answer " + method + ".";
        return new Problem(405, "invalid_request_error", "method_not_allowed", "", message);
    }

    static Problem tooLarge(long limitBytes) {
        String message = "The body is larger than " + limitBytes + " bytes.";
        return new Problem(413, "invalid_request_error", "request_too_large", "", message);
    }

    /// The failure that a request asked for.
    static Problem ordered(int status) {
        String message = "The sandbox was asked to answer " + status + ".";
        return switch (status) {
            case 429 -> new Problem(429, "requests", "rate_limit_exceeded", "", message);
            case 503 -> new Problem(503, "server_error", "service_unavailable", "", message);
            default ->
                    status < 500
                            ? new Problem(status, "invalid_request_error", "", "", message)
                            : new Problem(status, "server_error", "", "", message);
        };
    }

    /// A bug of the sandbox itself.
    static Problem ownFault() {
        return new Problem(500, "server_error", "", "", "The sandbox failed by itself.");
    }

    int status() {
        return status;
    }

    Optional<String> retryAfterSeconds() {
        return status == 429 ? Optional.of("1") : Optional.empty();
    }

    ObjectNode json() {
        ObjectNode error = Json.object().put("message", getMessage()).put("type", type);
        putOrNull(error, "param", param);
        putOrNull(error, "code", code);
        ObjectNode body = Json.object();
        body.set("error", error);
        return body.put("provider", Json.PROVIDER);
    }

    private static void putOrNull(ObjectNode node, String name, String value) {
        if (value.isEmpty()) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
