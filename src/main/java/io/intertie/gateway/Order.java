package io.intertie.gateway;

import io.intertie.gateway.admission.Admitted;
import io.intertie.gateway.dialect.Nameplate;
import io.intertie.gateway.dialect.Opening;
import io.intertie.gateway.dialect.Voice;
import io.intertie.gateway.relay.Limits;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.routing.Conversations;
import io.intertie.gateway.wire.InputSize;
import io.intertie.gateway.wire.ModelRequest;
import io.intertie.metering.Ceiling;
import io.intertie.metering.Spender;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An admitted request with its planned way; prices are pinned at `admittedAt`.
record Order(
        Request asked,
        Admitted buyer,
        Optional<Conversations.Key> conversation,
        List<Candidate> candidates,
        Instant admittedAt) {
    /// How long an answer may take in all; what was set aside for it stays a little longer.
    static final Duration WHOLE = Duration.ofMinutes(10);

    private static final Duration HOLD_BEYOND_ANSWER = Duration.ofMinutes(5);

    Order {
        candidates = List.copyOf(candidates);
    }

    UUID id() {
        return asked.arrival().requestId();
    }

    ModelRequest request() {
        return asked.read().asked();
    }

    /// Whether the buyer has the request and its answer kept: nothing that denies retention is.
    boolean isLogged() {
        return buyer.caller().isLogged()
                && !buyer.policy().deniesRetention()
                && !request().wishes().demands().noRetention();
    }

    /// How the answer is spoken once a candidate gives it.
    Voice voice(Candidate candidate) {
        var names = new Nameplate(buyer.model().wireName(), candidate.offer().provider().name());
        return asked.read()
                .reading()
                .voices()
                .apply(
                        new Opening(
                                id(),
                                names,
                                inputTokensEstimated(),
                                request().wantsUsage(),
                                admittedAt));
    }

    /// Whose spending it is.
    private Spender spender() {
        return new Spender(
                buyer.key().id(), buyer.key().limits(), buyer.organisationLimit(), asked.session());
    }

    /// What is set aside for whichever candidate will serve: the dearest one's ceiling.
    Ceiling ceiling() {
        var dearest = dearest();
        return new Ceiling(
                id(),
                buyer.key().organisationId(),
                spender(),
                dearest.currency(),
                dearest.price(),
                inputTokensAtMost(),
                outputTokensAtMost(dearest),
                admittedAt.plus(WHOLE).plus(HOLD_BEYOND_ANSWER));
    }

    private Candidate dearest() {
        return Collections.max(candidates, Comparator.comparingLong(this::ceilingPico));
    }

    /// The same request with those candidates only that cost no more than the first one; empty if
    /// that leaves out none.
    Optional<Order> cheaper() {
        var most = ceilingPico(candidates.getFirst());
        var fewer = candidates.stream().filter(one -> ceilingPico(one) <= most).toList();
        return fewer.size() == candidates.size()
                ? Optional.empty()
                : Optional.of(new Order(asked, buyer, conversation, fewer, admittedAt));
    }

    private long inputTokensAtMost() {
        var context = buyer.model().contextTokens();
        var bound = request().input().tokensAtMost();
        return context > 0 ? Math.min(bound, context) : bound;
    }

    private long inputTokensEstimated() {
        return InputSize.estimate(request().input().textBytes());
    }

    /// The limit of one choice that a candidate is sent.
    long outputTokensPerChoice(Candidate candidate) {
        return switch (request().endpoint()) {
            case EMBEDDINGS -> 0;
            case CHAT_COMPLETIONS -> {
                var most = candidate.offer().listing().maxOutputTokens();
                yield Math.min(request().outputTokensAsked().orElse(most), most);
            }
        };
    }

    private long outputTokensAtMost(Candidate candidate) {
        return outputTokensPerChoice(candidate) * request().choices();
    }

    /// What the request may need of a limit of tokens.
    long tokensAtMost() {
        long output = 0;
        for (var candidate : candidates) {
            output = Math.max(output, outputTokensAtMost(candidate));
        }
        return Math.addExact(inputTokensAtMost(), output);
    }

    Limits limits(Candidate candidate) {
        return new Limits(
                inputTokensAtMost(), outputTokensAtMost(candidate), inputTokensEstimated());
    }

    private long ceilingPico(Candidate candidate) {
        return candidate.ceilingPico(inputTokensAtMost(), outputTokensAtMost(candidate));
    }
}
