package io.intertie.gateway;

import io.intertie.gateway.admission.Admitted;
import io.intertie.gateway.relay.Limits;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.wire.Call;
import io.intertie.gateway.wire.InputSize;
import io.intertie.gateway.wire.ModelRequest;
import io.intertie.metering.Spender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An admitted request with its planned way; prices are pinned at `admittedAt`.
record Order(
        Call call,
        ModelRequest request,
        Admitted buyer,
        List<Candidate> candidates,
        Instant admittedAt,
        long startedNanos) {
    Order {
        candidates = List.copyOf(candidates);
    }

    /// How long an answer may take in all; what was set aside for it stays a little longer.
    static final Duration WHOLE = Duration.ofMinutes(10);

    long deadlineNanos() {
        return startedNanos + WHOLE.toNanos();
    }

    boolean isLate(long nowNanos) {
        return nowNanos - deadlineNanos() > 0;
    }

    UUID id() {
        return call.requestId();
    }

    /// Whose spending it is.
    ///
    /// @throws io.intertie.platform.http.Problem if its session id cannot be one
    Spender spender() {
        return new Spender(
                buyer.key().id(),
                buyer.key().limits(),
                buyer.organisationLimit(),
                request.session(call.session()));
    }

    /// The same request with those candidates only that cost at most so much.
    Order within(long pico) {
        var fewer = candidates.stream().filter(one -> ceilingPico(one) <= pico).toList();
        return new Order(call, request, buyer, fewer, admittedAt, startedNanos);
    }

    long inputTokensAtMost() {
        var context = buyer.model().contextTokens();
        var bound = request.input().tokensAtMost();
        return context > 0 ? Math.min(bound, context) : bound;
    }

    /// The limit of one choice that a candidate is sent.
    long outputTokensPerChoice(Candidate candidate) {
        return switch (request.endpoint()) {
            case EMBEDDINGS -> 0;
            case CHAT_COMPLETIONS -> {
                var most = candidate.offer().listing().maxOutputTokens();
                yield Math.min(request.outputTokensAsked().orElse(most), most);
            }
        };
    }

    long outputTokensAtMost(Candidate candidate) {
        return outputTokensPerChoice(candidate) * request.choices();
    }

    Limits limits(Candidate candidate) {
        return new Limits(
                inputTokensAtMost(),
                outputTokensAtMost(candidate),
                InputSize.estimate(request.input().textBytes()));
    }

    long ceilingPico(Candidate candidate) {
        return candidate.ceilingPico(inputTokensAtMost(), outputTokensAtMost(candidate));
    }
}
