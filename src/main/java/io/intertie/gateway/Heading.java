package io.intertie.gateway;

import io.intertie.choice.Choice;
import io.intertie.choice.Considered;
import io.intertie.gateway.admission.Standing;
import io.intertie.gateway.wire.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The headers of one request's answer: its id and time on all, limits and receipt where there are
/// any.
final class Heading {
    private final Request request;
    private final String receipt;
    private final Clock clock;
    private Standing standing = Standing.FREE;
    private Optional<Choice> choice = Optional.empty();

    Heading(Request request, String receipt, Clock clock) {
        this.request = request;
        this.receipt = receipt;
        this.clock = clock;
    }

    /// The page of the request's figures.
    String receipt() {
        return receipt;
    }

    /// Tells how the caller's limits stand.
    void limits(Standing known) {
        standing = known;
    }

    /// Tells why the request goes where it goes, if the client has asked.
    void why(Choice made) {
        choice = Optional.of(made).filter(_ -> request.wantsWhy());
    }

    private Map<String, String> all() {
        var now = clock.instant();
        var arrival = request.arrival();
        var millis = Duration.between(arrival.receivedAt(), now).toMillis();
        var headers = new LinkedHashMap<>(request.dialect().headers(arrival.requestId()));
        headers.put("openai-processing-ms", Long.toString(Math.max(0, millis)));
        headers.put("cache-control", "no-store");
        headers.putAll(request.isMessages() ? standing.anthropic(now) : standing.openAi());
        choice.ifPresent(
                one -> headers.put("x-intertie-route", Considered.json(one.by(), one.offers())));
        return headers;
    }

    /// Of a refusal or failure.
    Map<String, String> of(Fault fault) {
        var headers = all();
        if (fault.charged()) {
            headers.put("x-should-retry", "false");
        }
        fault.retryAfter()
                .ifPresent(wait ->
                        headers.put(
                                "retry-after",
                                Long.toString(Math.ceilDiv(wait.toMillis(), 1_000L))));
        return headers;
    }

    /// Of an answer that was given before.
    Map<String, String> ofReplay(UUID first) {
        var headers = all();
        headers.put("x-intertie-replay", first.toString());
        headers.put(
                "x-intertie-receipt", receipt.substring(0, receipt.lastIndexOf('/') + 1) + first);
        return headers;
    }

    /// Of an answer, whole or streamed.
    Map<String, String> ofAnswer() {
        var headers = all();
        headers.put("x-intertie-receipt", receipt);
        return headers;
    }
}
