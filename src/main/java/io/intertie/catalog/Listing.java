package io.intertie.catalog;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// A provider's offer of a model from a data center.
///
/// `endpoint` is the OpenAI-compatible base (ends in `/v1`), `upstreamModel` the model's name
/// there; the credential is kept apart, encrypted, and never read back by a page. `capabilities`
/// are what the provider declares of its model there, `certificate` is the certification run that
/// the offer passed last. `drainSeconds` is for how long a streamed answer is read on when its
/// buyer has left; with 0 it is cancelled.
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
        DataPolicy dataPolicy,
        Set<Model.Capability> capabilities,
        Optional<UUID> certificate,
        int drainSeconds) {
    /// The longest that an answer is read on.
    public static final int MOST_DRAIN_SECONDS = 60;

    /// Where a listing is in its life: draft → certifying → live ⇄ paused → retired; a draft that
    /// comes to nothing is retired as well.
    ///
    /// It is certifying from the start of a run until it goes live; a run that is not passed takes
    /// it back to draft.
    public enum State {
        DRAFT,
        CERTIFYING,
        LIVE,
        PAUSED,
        RETIRED;

        public boolean mayBecome(State next) {
            return switch (this) {
                case DRAFT -> next == CERTIFYING || next == RETIRED;
                case CERTIFYING -> next == DRAFT || next == LIVE;
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

    public Listing {
        capabilities = Set.copyOf(capabilities);
    }

    /// An offer that declares no capability and was never certified.
    public Listing(
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
        this(
                id,
                modelId,
                providerId,
                dataCenterId,
                endpoint,
                upstreamModel,
                state,
                maxOutputTokens,
                quantisation,
                dataPolicy,
                Set.of(),
                Optional.empty(),
                0);
    }

    /// The same offer that reads on for so long.
    public Listing draining(int seconds) {
        return with(state, capabilities, certificate, seconds);
    }

    /// The same offer with what its provider declares of it.
    public Listing declaring(Set<Model.Capability> declared) {
        return with(state, declared, certificate, drainSeconds);
    }

    /// The same offer as it begins.
    Listing asDraft() {
        return with(State.DRAFT, capabilities, Optional.empty(), drainSeconds);
    }

    /// The same offer in another state.
    Listing in(State next) {
        return with(next, capabilities, certificate, drainSeconds);
    }

    private Listing with(
            State next, Set<Model.Capability> declared, Optional<UUID> run, int seconds) {
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
                dataPolicy,
                declared,
                run,
                seconds);
    }

    public boolean isLive() {
        return state == State.LIVE;
    }

    /// Where its provider may move it now; certifying and back are a run's to do.
    public List<State> moves() {
        return Stream.of(State.LIVE, State.PAUSED, State.RETIRED)
                .filter(state::mayBecome)
                .filter(next -> next != State.LIVE || certificate.isPresent())
                .toList();
    }
}
