package io.intertie.gateway.routing;

import io.intertie.access.RoutePolicy;
import io.intertie.access.Subscription;
import io.intertie.catalog.Listing;
import io.intertie.choice.Considered;
import io.intertie.choice.Verdict;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.gateway.wire.ProviderWishes.Demands;
import java.util.Optional;
import java.util.Set;

/// What a request may not be served by: one check after the other, in the order of [Verdict].
final class Sieve {
    private final Router.Ask ask;
    private final Subscription subscription;
    private final ProviderWishes wishes;
    private final Demands demands;
    private final Breakers breakers;
    private final boolean isOpen;

    Sieve(Router.Ask ask, Breakers breakers) {
        this.ask = ask;
        this.subscription = ask.subscription();
        this.wishes = ask.wishes();
        this.demands = wishes.demands();
        this.breakers = breakers;
        // The usual request bars nobody: then only price and rest are looked at.
        this.isOpen =
                wishes.equals(ProviderWishes.NONE)
                        && ask.policy().equals(RoutePolicy.ANY)
                        && subscription.listingId().isEmpty();
    }

    /// Why an offer must not serve; empty where it may.
    Optional<Considered> against(Place place) {
        var barred = isOpen ? Optional.<Considered>empty() : barred(place);
        if (barred.isPresent()) {
            return barred;
        }
        if (place.candidate().isEmpty()) {
            return out(place, Verdict.NO_PRICE, 0);
        }
        var costly = costly(place, place.candidate().get());
        return costly.isPresent() ? costly : away(place);
    }

    private Optional<Considered> barred(Place place) {
        var offer = place.offer();
        var pinned = subscription.listingId();
        if (pinned.isPresent() && !pinned.get().equals(place.listingId())) {
            return out(place, Verdict.PINNED_ELSEWHERE, 0);
        }
        var policy =
                ask.policy().against(offer.dataCenter().country(), offer.listing().dataPolicy());
        if (policy.isPresent()) {
            return forbidden(place, policy.get());
        }
        var slug = offer.provider().slug();
        var named = wishes.allowFallbacks() || wishes.order().isEmpty();
        if ((!wishes.only().isEmpty() && !wishes.only().contains(slug))
                || !(named || wishes.order().contains(slug))) {
            return out(place, Verdict.NOT_NAMED, 0);
        }
        return wishes.ignore().contains(slug)
                ? out(place, Verdict.IGNORED, 0)
                : undemanded(place, offer);
    }

    private static Optional<Considered> forbidden(Place place, RoutePolicy.Reason reason) {
        return switch (reason) {
            case COUNTRY_NOT_ALLOWED, COUNTRY_EXCLUDED -> out(place, Verdict.POLICY_COUNTRY, 0);
            case PROVIDER_TRAINS, PROVIDER_RETAINS -> {
                var days = place.offer().listing().dataPolicy().retentionDays();
                yield out(place, Verdict.POLICY_DATA, days);
            }
        };
    }

    private Optional<Considered> undemanded(Place place, Offer offer) {
        var data = offer.listing().dataPolicy();
        if (isCollected(data)) {
            return out(place, Verdict.DATA, data.retentionDays());
        }
        var country = offer.dataCenter().country();
        if (demands.excludedCountries().contains(country)
                || isMissing(demands.countries(), country)) {
            return out(place, Verdict.COUNTRY, 0);
        }
        if (isMissing(demands.quantisations(), place.quantisation())) {
            return out(place, Verdict.QUANTISATION, 0);
        }
        if (!offer.listing().capabilities().containsAll(demands.needed())) {
            return out(place, Verdict.PARAMETERS, 0);
        }
        var standing = offer.standing();
        var jitter = demands.jitterBasisPoints();
        if (jitter.isPresent()
                && !(standing.isGraded() && standing.jitterBasisPoints() <= jitter.getAsLong())) {
            return out(place, Verdict.JITTER, standing.jitterBasisPoints());
        }
        var perKwh = demands.tokensPerKwh();
        return perKwh.isPresent() && place.tokensPerKwh() < perKwh.getAsLong()
                ? out(place, Verdict.TOKENS_PER_KWH, place.tokensPerKwh())
                : Optional.empty();
    }

    // Who trains on prompts keeps them, whatever it declares.
    private boolean isCollected(Listing.DataPolicy data) {
        return (data.trainsOnPrompts() && (demands.noTraining() || demands.noRetention()))
                || (data.retentionDays() > 0 && demands.noRetention());
    }

    private static boolean isMissing(Set<String> wanted, String one) {
        return !wanted.isEmpty() && !wanted.contains(one);
    }

    private Optional<Considered> costly(Place place, Candidate candidate) {
        var compared = candidate.comparedMicroPerMillion();
        var cap = subscription.maxOutputMicroPerMillion();
        if (cap.isPresent() && compared > cap.get()) {
            return out(place, Verdict.PRICE_CAP, compared);
        }
        var most = demands.mostPaid();
        if (candidate.promptMicroPerMillion() > most.promptMicroPerMillion()) {
            return out(place, Verdict.MAX_PRICE, candidate.promptMicroPerMillion());
        }
        if (candidate.outputMicroPerMillion() > most.completionMicroPerMillion()) {
            return out(place, Verdict.MAX_PRICE, candidate.outputMicroPerMillion());
        }
        return demands.onlyLowPrices() && !place.isLow()
                ? out(place, Verdict.PRICE_WINDOW, compared)
                : Optional.empty();
    }

    private Optional<Considered> away(Place place) {
        return switch (breakers.state(place.listingId())) {
            case READY -> Optional.empty();
            case RESTING ->
                    out(place, Verdict.RESTING, breakers.rest(place.listingId()).toSeconds());
            case BUSY -> out(place, Verdict.BUSY, 0);
        };
    }

    private static Optional<Considered> out(Place place, Verdict verdict, long figure) {
        return Optional.of(new Considered(place.listingId(), verdict, figure));
    }
}
