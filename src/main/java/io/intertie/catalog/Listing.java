package io.intertie.catalog;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;

/// A provider's offer of a model from a data center.
///
/// `endpoint` is the OpenAI-compatible base (ends in `/v1`), `upstreamModel` the model's name
/// there; the credential is kept apart, encrypted, and never read back by a page.
public record Listing(
        UUID id,
        UUID modelId,
        UUID providerId,
        UUID dataCenterId,
        URI endpoint,
        String upstreamModel,
        State state,
        int maxOutputTokens,
        String quantisation,
        DataPolicy dataPolicy) {
    /// Where a listing is in its life: draft → live ⇄ paused → retired.
    public enum State {
        DRAFT,
        LIVE,
        PAUSED,
        RETIRED;

        public boolean mayBecome(State next) {
            return switch (this) {
                case DRAFT -> next == LIVE;
                case LIVE -> next == PAUSED;
                case PAUSED -> next == LIVE || next == RETIRED;
                case RETIRED -> false;
            };
        }

        /// The state as a page or a message names it: `live`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the provider does with prompts, in its own declaration.
    public record DataPolicy(int retentionDays, boolean trainsOnPrompts) {}

    /// The same offer in another state.
    Listing in(State next) {
        return new Listing(
                id,
                modelId,
                providerId,
                dataCenterId,
                endpoint,
                upstreamModel,
                next,
                maxOutputTokens,
                quantisation,
                dataPolicy);
    }

    public boolean isLive() {
        return state == State.LIVE;
    }
}
