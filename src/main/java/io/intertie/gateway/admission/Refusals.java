package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.gateway.wire.Endpoint;
import io.intertie.gateway.wire.Fault;
import io.intertie.platform.http.ProblemType;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/// What a client is told that does not pass: why, and what to do about it. Nothing was sent then.
final class Refusals {
    private static final String REQUESTS =
            "%s may send %,d requests a minute. Nothing was sent or charged. Try again later, or"
                    + " raise the limit at %s.";
    private static final String TOKENS =
            "%s may use %,d tokens a minute; %,d are left, and the request may need more. Nothing"
                    + " was sent or charged. Try again later, ask for fewer by max_tokens, or raise"
                    + " the limit at %s.";
    private static final String TOO_LARGE =
            "%s may use %,d tokens a minute, and the request alone may need more. Nothing was sent"
                    + " or charged. Ask for fewer by max_tokens, or raise the limit at %s.";
    private static final String AT_ONCE =
            "%s may have %,d requests under way at once. Nothing was sent or charged. Try again"
                    + " when one has ended, or raise the limit at %s.";

    private final URI portal;

    Refusals(URI portal) {
        this.portal = portal;
    }

    Fault noKey() {
        return key(
                "No API key came with the request: send 'Authorization: Bearer sk-…' or"
                        + " 'x-api-key: sk-…'.");
    }

    Fault badHeader() {
        return key("The Authorization header must be 'Bearer' and an API key.");
    }

    Fault unknownKey() {
        return key("The API key is not valid: unknown, expired or revoked.");
    }

    private Fault key(String what) {
        return fault(
                ProblemType.UNAUTHENTICATED,
                "invalid_api_key",
                what + " Nothing was charged. Keys are made at %s.".formatted(page("/app/keys")));
    }

    Fault addressNotAllowed(InetAddress from) {
        return fault(
                ProblemType.FORBIDDEN,
                "address_not_allowed",
                "The key is not for use from %s. Nothing was charged. Its addresses are set at %s."
                        .formatted(from.getHostAddress(), page("/app/keys")));
    }

    Fault scopeNotAllowed(ApiKey.Scope scope) {
        return fault(
                ProblemType.FORBIDDEN,
                "scope_not_allowed",
                "The key is not for '%s'. Nothing was charged. What it opens is set at %s."
                        .formatted(scope.name().toLowerCase(Locale.ROOT), page("/app/keys")));
    }

    Fault modelNotFound(String model) {
        return fault(
                ProblemType.MODEL_NOT_FOUND,
                "model_not_found",
                "There is no model '%s'. Nothing was charged. GET /v1/models lists them."
                        .formatted(shortened(model)));
    }

    Fault wrongEndpoint(String model, Endpoint endpoint) {
        return fault(
                ProblemType.INVALID_REQUEST,
                "wrong_endpoint",
                "'%s' does not answer /v1/%s. Nothing was charged."
                        .formatted(model, endpoint.path()));
    }

    Fault modelNotAllowed(String model) {
        return fault(
                ProblemType.FORBIDDEN,
                "model_not_allowed",
                "The key is not for '%s'. Nothing was charged. Its models are set at %s."
                        .formatted(model, page("/app/keys")));
    }

    Fault notSubscribed(String model) {
        return fault(
                ProblemType.FORBIDDEN,
                "not_subscribed",
                ("Your organisation has no subscription to '%s'. Nothing was charged. Subscribe"
                                + " at %s.")
                        .formatted(model, page("/models/" + model)));
    }

    Fault exceeded(Rates.Exceeded over) {
        var whose = over.whose() == Rates.Whose.KEY ? "The key" : "Your organisation";
        var where = page(over.whose() == Rates.Whose.KEY ? "/app/keys" : "/app/limits");
        var most = over.limit();
        return switch (over.which()) {
            case REQUESTS -> limited("rate_limit_exceeded", over, REQUESTS, whose, most, where);
            case TOKENS ->
                    over.retryAfter().isPresent()
                            ? limited(
                                    "rate_limit_exceeded",
                                    over,
                                    TOKENS,
                                    whose,
                                    most,
                                    over.remaining(),
                                    where)
                            : fault(
                                    ProblemType.INVALID_REQUEST,
                                    "request_above_token_rate",
                                    words(TOO_LARGE, whose, most, where));
            case AT_ONCE ->
                    limited("too_many_concurrent_requests", over, AT_ONCE, whose, most, where);
        };
    }

    private static Fault limited(String code, Rates.Exceeded over, String text, Object... parts) {
        var fault = fault(ProblemType.TOO_MANY_REQUESTS, code, words(text, parts));
        return over.retryAfter().map(fault::after).orElse(fault);
    }

    private static String words(String text, Object... parts) {
        return String.format(Locale.ROOT, text, parts);
    }

    private static Fault fault(ProblemType type, String code, String message) {
        return new Fault(type, code, message);
    }

    private String page(String path) {
        return portal.resolve(path).toString();
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
