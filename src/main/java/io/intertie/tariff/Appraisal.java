package io.intertie.tariff;

import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
    private final PriceBook book;
    private final Clock clock;

    @Inject
    Appraisal(Ground ground, TariffStore tariffs, PriceStore prices, PriceBook book, Clock clock) {
        this.ground = ground;
        this.tariffs = tariffs;
        this.prices = prices;
        this.book = book;
        this.clock = clock;
    }

    Repricing.Outcome of(Repricing.Proposal proposal) {
        var faults = formFaults(proposal);
        if (!faults.isEmpty()) {
            return new Repricing.Outcome.Rejected(faults);
        }
        var from = later(proposal.effectiveFrom(), clock.instant());
        var offer = ground.offer(proposal.listingId());
        var tariff = tariffs.inForce(offer.site().id(), from);
        if (tariff.isEmpty()) {
            return rejected("tariff", "the site has no verified tariff at that time");
        }
        var currency = offer.provider().currency();
        if (!tariff.get().currency().equals(currency)) {
            return rejected(
                    "tariff", "is in " + tariff.get().currency() + ", the provider in " + currency);
        }
        var quotes = ground.quotesOf(currency);
        if (quotes.isEmpty()) {
            return rejected("quotes", "no buyer currency has a quote for " + currency);
        }
        var basis =
                new PriceBasis(
                        tariff.get(),
                        offer.site().pue(),
                        proposal.energy(),
                        proposal.terms(),
                        quotes);
        return againstTheLast(next(proposal, from, basis));
    }

    Optional<TariffVersion> latestTariff(UUID dataCenterId) {
        return tariffs.latestVerified(dataCenterId);
    }

    /// A listing's last terms with another tariff, as soon as the rules allow.
    Repricing.Outcome renewed(PriceVersion last, TariffVersion tariff) {
        var now = clock.instant();
        var afterTheLast = last.effectiveFrom().plus(ONE_STEP);
        var from = later(now, later(tariff.effectiveFrom(), afterTheLast));
        var reason = "tariff version " + tariff.number();
        var inputs = last.inputs();
        var soon =
                new Repricing.Proposal(
                        last.listingId(), inputs.terms(), inputs.energy(), from, reason);
        return switch (of(soon)) {
            case Repricing.Outcome.Published published -> published;
            case Repricing.Outcome.Rejected rejected ->
                    of(soon.from(later(from, Notice.earliest(now))));
        };
    }

    private Map<String, String> formFaults(Repricing.Proposal proposal) {
        var faults = new HashMap<>(proposal.terms().faults());
        faults.putAll(proposal.energy().faults());
        if (proposal.reason().isBlank() || proposal.reason().length() > LONGEST_REASON) {
            faults.put("reason", "has 1 to " + LONGEST_REASON + " characters");
        }
        if (proposal.effectiveFrom().isBefore(clock.instant().minus(Tariffs.GRACE))) {
            faults.put("effectiveFrom", "lies in the past");
        }
        return faults;
    }

    private PriceVersion next(Repricing.Proposal proposal, Instant from, PriceBasis basis) {
        var inputs = basis.inputs();
        return new PriceVersion(
                UuidV7.at(clock.instant()),
                proposal.listingId(),
                prices.latest(proposal.listingId()).map(PriceVersion::number).orElse(0) + 1,
                from,
                Optional.empty(),
                basis.tariff().currency(),
                basis.lines(),
                inputs,
                Canonical.sha256(PriceText.write(inputs)),
                proposal.reason());
    }

    private Repricing.Outcome againstTheLast(PriceVersion next) {
        var last = prices.latest(next.listingId());
        if (last.isEmpty()) {
            return new Repricing.Outcome.Published(next);
        }
        var begun = last.get().effectiveFrom();
        if (!next.effectiveFrom().isAfter(begun)) {
            return rejected(
                    "effectiveFrom", "version " + last.get().number() + " begins at " + begun);
        }
        var notice = new Notice(book.priced(last.get()), book.priced(next));
        if (notice.isBeyondReason()) {
            return rejected("terms", "a price would move more than tenfold");
        }
        var now = clock.instant();
        if (notice.isIncrease() && next.effectiveFrom().isBefore(now.plus(Notice.OF_INCREASE))) {
            return rejected(
                    "effectiveFrom",
                    "an increase needs 7 days of notice: not before " + Notice.earliest(now));
        }
        return new Repricing.Outcome.Published(next);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Repricing.Outcome rejected(String field, String fault) {
        return new Repricing.Outcome.Rejected(Map.of(field, fault));
    }
}
