package io.intertie.gateway;

import io.intertie.access.SpendLimit;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Fault;
import io.intertie.metering.Reservation;
import io.intertie.platform.http.ProblemType;
import java.net.URI;
import java.time.Duration;

/// What a client is told where its request ended early: what happened, whether money was taken,
/// what to do next.
final class Faults {
    private static final Duration SOON = Duration.ofSeconds(5);

    private Faults() {}

    /// A provider's failure before any output.
    static Fault uncharged(Failure failure) {
        return switch (failure.kind()) {
            case REJECTED ->
                    new Fault(
                            ProblemType.INVALID_REQUEST,
                            "provider_rejected",
                            "The provider refused the request: "
                                    + sentence(failure.detail())
                                    + " Nothing was charged. Correct the request.");
            case UNREACHABLE, BUSY ->
                    new Fault(
                                    ProblemType.UPSTREAM_UNAVAILABLE,
                                    "no_provider_available",
                                    "No provider could take the request now. Nothing was charged."
                                            + " Try again in a few seconds.")
                            .after(SOON);
            case TIMED_OUT ->
                    new Fault(
                            ProblemType.UPSTREAM_TIMEOUT,
                            "upstream_timeout",
                            "The provider did not answer in time. Nothing was charged. Try again.");
            case FORBIDDEN, FAILED, BROKEN ->
                    new Fault(
                            ProblemType.UPSTREAM_FAILED,
                            "upstream_error",
                            "The provider failed before it answered. Nothing was charged. Try"
                                    + " again.");
        };
    }

    /// A provider's failure in the middle of its answer.
    static Fault interrupted(Failure failure, String cost, String receipt) {
        var slow = failure.kind() == Failure.Kind.TIMED_OUT;
        return new Fault(
                        slow ? ProblemType.UPSTREAM_TIMEOUT : ProblemType.UPSTREAM_FAILED,
                        slow ? "upstream_timeout" : "upstream_error",
                        "The provider stopped in the middle of its answer. What you received was"
                                + " charged: %s, see %s. Send the request again for a whole answer."
                                        .formatted(cost, receipt))
                .withCharge();
    }

    /// The answer came, but the books cannot be reached.
    static Fault unrecorded(String receipt) {
        return new Fault(
                        ProblemType.UNAVAILABLE,
                        "service_unavailable",
                        "The request could not be put on record, so its answer is withheld. If %s"
                                        .formatted(receipt)
                                + " does not show it within 15 minutes, nothing was charged. Try"
                                + " again in a few seconds.")
                .after(SOON);
    }

    /// The database cannot be reached before anything was sent.
    static Fault away() {
        return new Fault(
                        ProblemType.UNAVAILABLE,
                        "service_unavailable",
                        "A part of the market is away. Nothing was sent or charged. Try again in a"
                                + " few seconds.")
                .after(SOON);
    }

    static Fault ours() {
        return new Fault(
                ProblemType.INTERNAL,
                "internal_error",
                "An error of ours ended the request. Nothing was charged unless its receipt says"
                        + " so. If it comes again, tell us the x-request-id.");
    }

    static Fault insufficient(Reservation.Insufficient lacking, String receipt) {
        return new Fault(
                ProblemType.INSUFFICIENT_FUNDS,
                "insufficient_funds",
                ("The request may cost up to %s and your wallet has %s available. Nothing was sent"
                                + " or charged. Top up at %s, or ask for fewer tokens by"
                                + " max_tokens.")
                        .formatted(
                                lacking.needed(),
                                lacking.available(),
                                URI.create(receipt).resolve("/app/wallet")));
    }

    static Fault limitReached(Reservation.LimitReached reached, String receipt) {
        var limit = reached.limit();
        var whose =
                switch (reached.scope()) {
                    case KEY -> "This API key";
                    case ORGANISATION -> "Your organisation";
                    case TASK -> "Each task (session_id) of this API key";
                };
        var most = "%s may spend %s%s.".formatted(whose, limit.most(), period(limit.reset()));
        var page = reached.scope() == SpendLimit.Scope.ORGANISATION ? "/app/limits" : "/app/keys";
        return new Fault(
                ProblemType.SPEND_LIMIT_REACHED,
                "spend_limit_reached",
                ("%s %s Nothing was sent or charged. %s at %s, or ask for fewer tokens by"
                                + " max_tokens.")
                        .formatted(
                                most,
                                state(reached),
                                reached.resetsAt()
                                        .map(at -> "It resets at " + at + ". Raise it")
                                        .orElse("It does not reset. Raise it"),
                                URI.create(receipt).resolve(page)));
    }

    private static String state(Reservation.LimitReached reached) {
        if (!reached.needed().currency().equals(reached.limit().most().currency())) {
            return "The request would be charged in %s, which the limit does not count."
                    .formatted(reached.needed().currency());
        }
        var held =
                reached.held().isZero()
                        ? ""
                        : ", " + reached.held() + " is set aside for calls under way";
        return "Spent: %s%s; the request may cost up to %s."
                .formatted(reached.spent(), held, reached.needed());
    }

    private static String period(SpendLimit.Reset reset) {
        return switch (reset) {
            case NEVER -> " in all";
            case DAILY -> " a day";
            case WEEKLY -> " a week";
            case MONTHLY -> " a month";
        };
    }

    static Fault unpriced() {
        return new Fault(
                        ProblemType.UPSTREAM_UNAVAILABLE,
                        "no_provider_available",
                        "The model has no price now. Nothing was sent or charged. Try again later.")
                .after(Duration.ofMinutes(1));
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
