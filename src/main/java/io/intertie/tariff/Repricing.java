package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The story of this room: a tariff, terms and rates become an immutable price version.
///
/// **Always true** a price never changes in the past; what any buyer would pay more for, in any
/// hour, is announced 7 days before, whoever asks (`NoticeTest`).
@ApplicationScoped
public class Repricing {
    /// How many listings are priced anew in one transaction.
    private static final int TOGETHER = 100;

    private final Appraisal appraisal;
    private final Ground ground;
    private final Press press;
    private final Proposals proposals;
    private final Locking locking;
    private final Database database;

    /// In which hours of the site's day a listing's tokens took their energy, until an instant;
    /// empty if it has not been measured for long enough.
    public interface TokenEnergy {
        Optional<List<Long>> byHour(UUID listingId, ZoneId zone, Instant until);
    }

    /// What a proposal came to.
    public sealed interface Outcome {
        record Published(PriceVersion version) implements Outcome {}

        /// It moves so far that its provider has to say so: nothing was published. `field` is what
        /// stands against it, `why` in words. **Units** 1/10,000.
        record Unconfirmed(
                PriceVersion version, String field, Wording why, long riseBps, long fallBps)
                implements Outcome {}

        /// Nothing was published: why, by field.
        record Rejected(Map<String, Wording> faults) implements Outcome {
            public Rejected {
                faults = Map.copyOf(faults);
            }
        }
    }

    /// What a provider sets for a listing. A date up to five minutes ago means: from now on.
    /// `isConfirmed` says that a move beyond the collar, or beyond reason, is meant.
    public record Proposal(
            UUID listingId,
            PriceTerms terms,
            EnergyProfile energy,
            Instant effectiveFrom,
            String reason,
            boolean isConfirmed) {
        /// A proposal that is refused if it moves far.
        public Proposal(
                UUID listingId,
                PriceTerms terms,
                EnergyProfile energy,
                Instant effectiveFrom,
                String reason) {
            this(listingId, terms, energy, effectiveFrom, reason, false);
        }

        Proposal from(Instant later) {
            return new Proposal(listingId, terms, energy, later, reason, isConfirmed);
        }
    }

    /// A price that a changed tariff asks for and that moves too far to publish itself; `riseBps`
    /// and `fallBps` say how far in a month. **Units** 1/10,000.
    public record Waiting(
            UUID id,
            UUID listingId,
            UUID tariffVersionId,
            long riseBps,
            long fallBps,
            State state,
            Instant proposedAt,
            Optional<UUID> priceVersionId) {
        public enum State {
            PROPOSED,
            PUBLISHED,
            DISMISSED,
            SUPERSEDED
        }
    }

    @Inject
    Repricing(
            Appraisal appraisal,
            Ground ground,
            Press press,
            Proposals proposals,
            Locking locking,
            Database database) {
        this.appraisal = appraisal;
        this.ground = ground;
        this.press = press;
        this.proposals = proposals;
        this.locking = locking;
        this.database = database;
    }

    /// Computes what `propose` would publish, without publishing it.
    public Outcome preview(Proposal proposal) {
        return appraisal.of(proposal);
    }

    /// Publishes: the first version and decreases at once, increases after their notice.
    ///
    /// @throws Problem if the listing is not theirs, or there is none
    public Outcome propose(Proposal proposal, Actor actor) {
        mustOwn(proposal.listingId(), actor);
        return database.transaction(() -> {
            press.lock(proposal.listingId());
            return published(appraisal.of(proposal), actor);
        });
    }

    /// Prices all listings of a site anew with its latest verified tariff and their last terms:
    /// decreases as soon as the tariff begins, increases after their notice; what moves beyond its
    /// collar waits for the provider. Listings that have this tariff already, or no price yet, are
    /// left alone.
    ///
    /// @throws Problem if the site is not theirs, or there is none
    public Map<UUID, Outcome> reprice(UUID dataCenterId, Actor actor) {
        press.mustBeOf(ground.site(dataCenterId).providerId(), actor);
        var outcomes = new LinkedHashMap<UUID, Outcome>();
        var tariff = appraisal.latestTariff(dataCenterId);
        if (tariff.isEmpty()) {
            return outcomes;
        }
        // In one order, so that two who do this at once do not wait for each other in a circle.
        var listings =
                ground.listingsAt(dataCenterId).stream()
                        .map(listing -> listing.id())
                        .sorted(Comparator.comparing(UUID::toString))
                        .toList();
        for (int from = 0; from < listings.size(); from += TOGETHER) {
            var some = listings.subList(from, Math.min(from + TOGETHER, listings.size()));
            outcomes.putAll(database.transaction(() -> renewed(some, tariff.get(), actor)));
        }
        return outcomes;
    }

    private Map<UUID, Outcome> renewed(List<UUID> listings, TariffVersion tariff, Actor actor) {
        var outcomes = new LinkedHashMap<UUID, Outcome>();
        for (var listing : listings) {
            press.lock(listing);
            press.latest(listing)
                    .filter(last -> !last.inputs().tariffVersionId().equals(tariff.id()))
                    .map(last -> published(appraisal.renewed(last, tariff, false), actor))
                    .ifPresent(outcome -> {
                        if (outcome instanceof Outcome.Unconfirmed far) {
                            proposals.keep(far, tariff.id(), actor);
                        }
                        outcomes.put(listing, outcome);
                    });
        }
        return outcomes;
    }

    /// What has waited or waits for a listing's provider, the newest first.
    public List<Waiting> waiting(UUID listingId) {
        return proposals.of(listingId);
    }

    /// What waits of some listings now, the newest first.
    public List<Waiting> open(Collection<UUID> listings) {
        return proposals.open(listings);
    }

    /// Computes what `confirm` would publish now, without publishing it.
    ///
    /// @throws Problem if it is not theirs, or does not wait any more
    public Outcome confirmed(UUID proposalId, Actor actor) {
        var listing = listingOf(proposalId, actor);
        return database.transaction(() -> {
            proposals.mustWait(proposalId);
            return renewed(listing);
        });
    }

    private Outcome renewed(UUID listing) {
        var last = press.latest(listing).orElseThrow();
        var site = ground.offer(listing).site().id();
        var tariff = appraisal.latestTariff(site).orElseThrow();
        return appraisal.renewed(last, tariff, true);
    }

    /// Publishes what waits, under the rules of notice, with the site's latest tariff.
    ///
    /// @throws Problem if it is not theirs, or does not wait any more
    public Outcome confirm(UUID proposalId, Actor actor) {
        var listing = listingOf(proposalId, actor);
        return database.transaction(() -> {
            press.lock(listing);
            proposals.mustWait(proposalId);
            var outcome = published(renewed(listing), actor);
            if (outcome instanceof Outcome.Published(var version)) {
                proposals.published(proposalId, version, actor);
            }
            return outcome;
        });
    }

    /// Lets the price be as it is.
    ///
    /// @throws Problem if it is not theirs, or does not wait any more
    public void dismiss(UUID proposalId, Actor actor) {
        var listing = listingOf(proposalId, actor);
        database.transaction(() -> {
            press.lock(listing);
            proposals.mustWait(proposalId);
            proposals.dismiss(proposalId, actor);
        });
    }

    private UUID listingOf(UUID proposalId, Actor actor) {
        return proposals
                .find(proposalId)
                .map(Waiting::listingId)
                .filter(listing ->
                        actor.mayActFor(ground.offer(listing).provider().organisationId()))
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.NOT_FOUND,
                                Wording.of("proposal.none", "There is no such proposal.")));
    }

    private void mustOwn(UUID listingId, Actor actor) {
        press.mustBeOf(ground.offer(listingId).provider().organisationId(), actor);
    }

    /// Begins the series of a lock: the price that is in force now, for so many days.
    ///
    /// @throws Problem if the listing grants no such lock, or has no price that can be locked
    public void lock(UUID seriesId, UUID listingId, int days, Actor actor) {
        database.transaction(() -> {
            press.lock(listingId);
            locking.lock(seriesId, listingId, days, actor);
        });
    }

    private Outcome published(Outcome outcome, Actor actor) {
        if (!(outcome instanceof Outcome.Published(var version))) {
            return outcome;
        }
        var kept = press.publish(version, actor);
        if (kept.kind() == PriceVersion.Kind.LIST) {
            locking.follow(kept, actor);
        }
        return new Outcome.Published(kept);
    }
}
