package io.intertie.catalog;

import java.net.URI;
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
    public enum State {
        DRAFT,
        LIVE,
        PAUSED,
        RETIRED
    }

    /// What the provider does with prompts, in its own declaration.
    public record DataPolicy(int retentionDays, boolean trainsOnPrompts) {}

    public boolean isLive() {
        return state == State.LIVE;
    }
}
