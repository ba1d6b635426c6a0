package io.intertie.tariff;

import io.intertie.identity.Actor;
import java.time.Instant;
import java.util.UUID;

/// The story of this room: a tariff, terms and rates become an immutable price version.
public interface Repricing {
    /// What a proposal came to.
    sealed interface Outcome {
        record Published(PriceVersion version) implements Outcome {}

        /// Nothing was published: why, by field.
        record Rejected(java.util.Map<String, String> faults) implements Outcome {}
    }

    /// What a provider sets for a listing.
    record Proposal(
            UUID listingId,
            PriceTerms terms,
            EnergyProfile energy,
            Instant effectiveFrom,
            String reason) {}

    /// Computes what `propose` would publish, without publishing it.
    Outcome preview(Proposal proposal);

    /// Publishes: the first version and decreases at once, increases after their notice.
    Outcome propose(Proposal proposal, Actor actor);
}
