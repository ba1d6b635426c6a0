package io.intertie.tariff;

import io.intertie.catalog.Model;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a proposal comes to, and whether it keeps the rules; it writes nothing.
@ApplicationScoped
class Appraisal {
    private static final int LONGEST_REASON = 200;

    /// A version lasts at least as long as the database tells two instants apart.
    private static final Duration ONE_STEP = Duration.ofMillis(1);

    private final Ground ground;
    private final TariffStore tariffs;
    private final PriceStore prices;
    private final Change change;
    private final SpotHours spots;
    private final Clock clock;

    @Inject
    Appraisal(
            Ground ground,
            TariffStore tariffs,
            PriceStore prices,
            Change change,
            SpotHours spots,
            Clock clock) {
        this.ground = ground;
        this.tariffs = tariffs;
        this.prices = prices;
        this.change = change;
        this.spots = spots;
        this.clock = clock;
    }

    Repricing.Outcome of(Repricing.Proposal proposal) {
        var faults = formFaults(proposal);
        if (!faults.isEmpty()) {
            return new Repricing.Outcome.Rejected(faults);
        }
        var last = prices.latest(proposal.listingId());
        var from = begin(proposal, last);
        var offer = ground.offer(proposal.listingId());
        var tariff = tariffs.inForce(offer.site().id(), from);
        if (tariff.isEmpty()) {
            return rejected(
                    "tariff",
                    Wording.of("price.tariff", "the site has no verified tariff at that time"));
        }
        var currency = offer.provider().currency();
        if (!tariff.get().currency().equals(currency)) {
            return rejected(
                    "tariff",
                    Wording.of(
                            "price.currency",
                            "is in %s, the provider in %s",
                            tariff.get().currency(),
                            currency));
        }
        var quotes = ground.quotesOf(currency);
        if (quotes.isEmpty()) {
            return rejected(
                    "quotes",
                    Wording.of("price.quotes", "no buyer currency has a quote for %s", currency));
        }
        var basis =
                new PriceBasis(
                        tariff.get(),
                        offer.site().pue(),
                        ground.energy(proposal.listingId(), proposal.energy()),
                        proposal.terms(),
                        quotes,
                        particulars(proposal, tariff.get()));
        var away = proposal.terms().plan().spot().flatMap(spot -> spots.fault(spot, currency));
        if (away.isPresent()) {
            return rejected("spot.zone", away.get());
        }
        var next = next(proposal, from, basis, last);
        var unpriced = unpriced(next, offer.kind());
        return unpriced.isEmpty()
                ? change.judged(new Change.Step(last, next, tariff.get(), offer), proposal)
                : new Repricing.Outcome.Rejected(unpriced);
    }

    Optional<TariffVersion> latestTariff(UUID dataCenterId) {
        return tariffs.latestVerified(dataCenterId);
    }

    /// A listing's last terms with another tariff, as soon as the rules allow.
    Repricing.Outcome renewed(PriceVersion last, TariffVersion tariff, boolean isConfirmed) {
        var now = clock.instant();
        var afterTheLast = last.effectiveFrom().plus(ONE_STEP);
        var from = later(now, later(tariff.effectiveFrom(), afterTheLast));
        var inputs = last.inputs();
        var soon =
                new Repricing.Proposal(
                        last.listingId(),
                        inputs.terms(),
                        inputs.energy(),
                        from,
                        "tariff version " + tariff.number(),
                        isConfirmed);
        var outcome = of(soon);
        for (var notice : List.of(Notice.OF_MONTHLY_TABLE, Notice.OF_INCREASE)) {
            if (isTooSoon(outcome)) {
                outcome = of(soon.from(later(from, Notice.earliest(now, notice))));
            }
        }
        return outcome;
    }

    private static boolean isTooSoon(Repricing.Outcome outcome) {
        return outcome instanceof Repricing.Outcome.Rejected(var faults)
                && faults.containsKey("effectiveFrom");
    }

    private Map<String, Wording> formFaults(Repricing.Proposal proposal) {
        var faults = new HashMap<>(proposal.terms().faults());
        faults.putAll(proposal.energy().faults());
        if (proposal.reason().isBlank() || proposal.reason().length() > LONGEST_REASON) {
            faults.put(
                    "reason", Wording.of("price.reason", "has 1 to %s characters", LONGEST_REASON));
        }
        if (proposal.effectiveFrom().isBefore(clock.instant().minus(Tariffs.GRACE))) {
            faults.put("effectiveFrom", Wording.of("price.past", "lies in the past"));
        }
        return faults;
    }

    /// Now or later; where hours have prices of their own, with an hour.
    private Instant begin(Repricing.Proposal proposal, Optional<PriceVersion> last) {
        var from = later(proposal.effectiveFrom(), clock.instant());
        var isByHour =
                proposal.terms().plan().spot().isPresent()
                        || last.filter(one -> one.kind() == PriceVersion.Kind.CEILING).isPresent();
        var hour = from.truncatedTo(ChronoUnit.HOURS);
        return isByHour && hour.isBefore(from) ? hour.plus(1, ChronoUnit.HOURS) : from;
    }

    private PriceVersion.Particulars particulars(
            Repricing.Proposal proposal, TariffVersion tariff) {
        if (proposal.terms().plan().kind() != PriceTerms.Plan.Kind.FLAT) {
            return PriceVersion.Particulars.NONE;
        }
        var zone = tariff.table().zone();
        return new PriceVersion.Particulars(
                ground.weights(proposal.listingId(), zone, clock.instant()),
                Optional.empty(),
                Optional.empty());
    }

    private PriceVersion next(
            Repricing.Proposal proposal,
            Instant from,
            PriceBasis basis,
            Optional<PriceVersion> last) {
        var inputs = basis.inputs();
        var isSpot = proposal.terms().plan().spot().isPresent();
        return new PriceVersion(
                UuidV7.at(clock.instant()),
                proposal.listingId(),
                proposal.listingId(),
                isSpot ? PriceVersion.Kind.CEILING : PriceVersion.Kind.LIST,
                last.map(PriceVersion::number).orElse(0) + 1,
                from,
                Optional.empty(),
                clock.instant(),
                basis.tariff().currency(),
                basis.lines(),
                inputs,
                Canonical.sha256(PriceText.write(inputs)),
                proposal.reason());
    }

    /// A price of nothing is a slip, but for what a model does not put out.
    private static Map<String, Wording> unpriced(PriceVersion next, Model.Kind kind) {
        var faults = new HashMap<String, Wording>();
        for (var line : next.lines()) {
            var isSold = kind == Model.Kind.CHAT || line.tokens() == TokenClass.INPUT;
            if (isSold && line.buyerMicroPerMillion() == 0) {
                faults.put(
                        "base." + line.tokens(),
                        Wording.of("price.nothing", "comes to a price of 0"));
            }
        }
        return faults;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Repricing.Outcome rejected(String field, Wording fault) {
        return new Repricing.Outcome.Rejected(Map.of(field, fault));
    }
}
