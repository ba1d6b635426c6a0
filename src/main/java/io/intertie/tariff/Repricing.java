package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The story of this room: a tariff, terms and rates become an immutable price version.
///
/// **Always true** a price never changes in the past; what any buyer would pay more for, in any
/// hour, is announced 7 days before, whoever asks (`NoticeTest`).
@ApplicationScoped
public class Repricing {
    private final Appraisal appraisal;
    private final Ground ground;
    private final PriceStore prices;
    private final Witness witness;
    private final Database database;
    private final Clock clock;

    /// What a proposal came to.
    public sealed interface Outcome {
        record Published(PriceVersion version) implements Outcome {}

        /// Nothing was published: why, by field.
        record Rejected(Map<String, String> faults) implements Outcome {
            public Rejected {
                faults = Map.copyOf(faults);
            }
        }
    }

    /// What a provider sets for a listing. A date up to five minutes ago means: from now on.
    public record Proposal(
            UUID listingId,
            PriceTerms terms,
            EnergyProfile energy,
            Instant effectiveFrom,
            String reason) {
        Proposal from(Instant later) {
            return new Proposal(listingId, terms, energy, later, reason);
        }
    }

    @Inject
    Repricing(
            Appraisal appraisal,
            Ground ground,
            PriceStore prices,
            Witness witness,
            Database database,
            Clock clock) {
        this.appraisal = appraisal;
        this.ground = ground;
        this.prices = prices;
        this.witness = witness;
        this.database = database;
        this.clock = clock;
    }

    /// Computes what `propose` would publish, without publishing it.
    public Outcome preview(Proposal proposal) {
        return appraisal.of(proposal);
    }

    /// Publishes: the first version and decreases at once, increases after their notice.
    ///
    /// @throws io.intertie.platform.http.Problem if the listing is not theirs, or there is none
    public Outcome propose(Proposal proposal, Actor actor) {
        var offer = ground.offer(proposal.listingId());
        witness.mustBeOf(offer.provider().organisationId(), actor);
        return database.transaction(() -> {
            prices.lock(proposal.listingId());
            return published(appraisal.of(proposal), actor);
        });
    }

    /// Prices all listings of a site anew with its latest verified tariff and their last terms:
    /// decreases as soon as the tariff begins, increases after their notice. Listings that have
    /// this tariff already, or no price yet, are left alone.
    ///
    /// @throws io.intertie.platform.http.Problem if the site is not theirs, or there is none
    public Map<UUID, Outcome> reprice(UUID dataCenterId, Actor actor) {
        witness.mustBeOf(ground.site(dataCenterId).providerId(), actor);
        var outcomes = new LinkedHashMap<UUID, Outcome>();
        appraisal
                .latestTariff(dataCenterId)
                .ifPresent(tariff -> {
                    for (var listing : ground.listingsAt(dataCenterId)) {
                        renewed(listing.id(), tariff, actor)
                                .ifPresent(outcome -> outcomes.put(listing.id(), outcome));
                    }
                });
        return outcomes;
    }

    private Optional<Outcome> renewed(UUID listingId, TariffVersion tariff, Actor actor) {
        return database.transaction(() -> {
            prices.lock(listingId);
            return prices.latest(listingId)
                    .filter(last -> !last.inputs().tariffVersionId().equals(tariff.id()))
                    .map(last -> published(appraisal.renewed(last, tariff), actor));
        });
    }

    private Outcome published(Outcome outcome, Actor actor) {
        if (!(outcome instanceof Outcome.Published(var version))) {
            return outcome;
        }
        prices.latest(version.listingId())
                .ifPresent(last -> prices.close(last.id(), version.effectiveFrom()));
        prices.insert(version, actor, clock.instant());
        witness.tell(actor, "price.published", version.id(), detail(version));
        witness.publish(new PriceVersionPublished(version.listingId(), version.id()));
        return new Outcome.Published(prices.find(version.id()).orElseThrow());
    }

    private static Map<String, String> detail(PriceVersion version) {
        return Map.of(
                "listing", version.listingId().toString(),
                "number", Integer.toString(version.number()),
                "effectiveFrom", version.effectiveFrom().toString(),
                "inputsHash", version.inputsHash(),
                "reason", version.reason());
    }
}
