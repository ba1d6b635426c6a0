package io.intertie.gateway;

import io.intertie.gateway.wire.Fault;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.inject.Direct;
import io.intertie.replay.Again;
import io.intertie.replay.Kept;
import io.intertie.replay.Marked;
import io.intertie.replay.Recent;
import io.intertie.replay.Replays;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a request that is sent again is told, and what is kept of one that may be.
@Direct
class Repeats {
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 255;

    private final Replays replays;
    private final Recent recent;

    @Inject
    Repeats(Replays replays, Recent recent) {
        this.replays = replays;
        this.recent = recent;
    }

    /// The request under its key, if it named one; empty where it named none.
    ///
    /// @throws Problem if the key is no key
    static Optional<Marked> marked(Order order) {
        var arrival = order.asked().arrival();
        return arrival.heads()
                .first("idempotency-key")
                .map(key ->
                        Marked.of(
                                order.buyer().key().organisationId(),
                                checked(key),
                                order.asked().hash(),
                                order.id(),
                                arrival.receivedAt()));
    }

    private static String checked(String key) {
        var isKey =
                !key.isEmpty()
                        && key.length() <= LONGEST_KEY
                        && key.chars().allMatch(c -> c > ' ' && c < 127);
        if (!isKey) {
            throw new Problem(
                    ProblemType.INVALID_REQUEST,
                    "'%s' must have 1 to %d visible characters. Nothing was sent or charged."
                            .formatted(KEY, LONGEST_KEY),
                    Map.of(KEY, "is no key"));
        }
        return key;
    }

    /// Takes a marked request down; may wait for the database.
    Again begin(Marked marked) {
        return replays.begin(marked);
    }

    /// What became a moment ago of a request that a client's library repeats by itself.
    Again recent(Order order) {
        return isRepeated(order)
                ? recent.find(order.buyer().key().id(), order.asked().hash())
                : new Again.Never();
    }

    private static boolean isRepeated(Order order) {
        return order.asked()
                .arrival()
                .heads()
                .first("x-stainless-retry-count")
                .filter(count -> !count.equals("0"))
                .isPresent();
    }

    /// A marked request has ended; may wait for the database.
    void ended(Marked marked, Order order, Served served, Optional<Kept> answer) {
        switch (served.isCharged()) {
            case YES -> replays.end(marked, answer.filter(_ -> mayKeep(order)));
            case NO -> replays.forget(marked);
            // Whoever asks again is told to look at the receipt.
            case UNKNOWN -> {}
        }
    }

    /// A marked request was refused before it was sent; may wait for the database.
    void refused(Marked marked) {
        replays.forget(marked);
    }

    /// A request without a key was answered whole.
    void answered(Order order, Optional<Kept> answer) {
        if (order.asked().mayComeAgain()) {
            recent.add(
                    order.buyer().key().id(),
                    order.asked().hash(),
                    order.id(),
                    answer.filter(_ -> mayKeep(order)));
        }
    }

    private static boolean mayKeep(Order order) {
        return !order.buyer().policy().deniesRetention();
    }

    static Fault underWay(UUID first) {
        return new Fault(
                        ProblemType.CONFLICT,
                        "idempotency_key_in_use",
                        ("A request with this %s is under way: %s. This one was not sent or"
                                        + " charged. Try again when that one has ended.")
                                .formatted(KEY, first))
                .after(Duration.ofSeconds(1));
    }

    static Fault other(UUID first) {
        return new Fault(
                        ProblemType.UNPROCESSABLE,
                        "idempotency_key_reused",
                        ("This %s was used for another request, %s, in the last 24 hours. This one"
                                        + " was not sent or charged. Use a new key.")
                                .formatted(KEY, first))
                .at(Optional.of(KEY));
    }

    static Fault gone(String receipt) {
        return new Fault(
                        ProblemType.UNPROCESSABLE,
                        "idempotency_replay_unavailable",
                        ("The request was served and charged before, see %s; its answer is not"
                                        + " kept. It was not sent or charged again. Send it as a"
                                        + " new request if you need another answer.")
                                .formatted(receipt))
                .withCharge();
    }
}
