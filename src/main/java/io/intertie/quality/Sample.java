package io.intertie.quality;

import java.util.UUID;

/// How one call of a listing went, as the gateway saw it.
public record Sample(
        UUID listingId,
        Outcome outcome,
        long firstTokenMillis,
        long durationMillis,
        long outputTokens,
        Gaps gaps) {
    /// What a call says about a listing's uptime. docs/quality.md has the table.
    public enum Outcome {
        ANSWERED,
        /// The provider failed: 401, 402, 404, 5xx, no answer in time, a broken stream.
        FAILED,
        /// Not the provider's failure: 400, 403, 413, 422, 429, or the client left before a word.
        NOT_COUNTED;

        /// What an answer with a status says, before any stream.
        public static Outcome ofStatus(int status) {
            return switch (status) {
                case 400, 403, 413, 422, 429 -> NOT_COUNTED;
                default -> status / 100 == 2 ? ANSWERED : FAILED;
            };
        }
    }

    public static Sample unanswered(UUID listingId, Outcome outcome) {
        return new Sample(listingId, outcome, 0, 0, 0, Gaps.NONE);
    }

    /// The same, its failure left out.
    Sample notHeldAgainst() {
        return outcome == Outcome.FAILED ? unanswered(listingId, Outcome.NOT_COUNTED) : this;
    }

    public boolean successful() {
        return outcome == Outcome.ANSWERED;
    }
}
