package io.intertie.gateway.routing;

import io.intertie.access.LockedPrice;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The live offers at one moment, and the order in which a request tries them.
///
/// The rule: what the subscription, the client's wishes and the price cap allow; without those that
/// rest; by the client's `order`, then by the price that would be billed now, then by listing id.
public final class Router {
    private static final int MOST_CANDIDATES = 4;

    private final Map<UUID, List<Offer>> offersByModel;
    private final Map<UUID, LockedPrice> locks;

    public Router(Collection<Offer> offers) {
        this(offers, Map.of());
    }

    /// Offers, and the locks of subscriptions by their ids.
    public Router(Collection<Offer> offers, Map<UUID, LockedPrice> locks) {
        this.locks = Map.copyOf(locks);
        offersByModel = offers.stream().collect(Collectors.groupingBy(offer -> offer.model().id()));
    }

    /// The live offers of a model.
    public List<Offer> offers(UUID modelId) {
        return List.copyOf(offersByModel.getOrDefault(modelId, List.of()));
    }

    /// What a request of a subscription would be billed at.
    public Optional<PriceInForce> price(Offer offer, Subscription subscription, Instant now) {
        var lock = Optional.ofNullable(locks.get(subscription.id()));
        return offer.priceAt(now, subscription.currency(), lock);
    }

    /// Plans a request's way at an instant.
    public RoutePlan plan(
            Model model,
            Subscription subscription,
            ProviderWishes wishes,
            Predicate<UUID> isResting,
            Instant now) {
        var live = offers(model.id());
        if (live.isEmpty()) {
            return unavailable("No provider offers '%s' now.".formatted(model.wireName()));
        }
        var wanted = live.stream().filter(offer -> isWanted(offer, subscription, wishes)).toList();
        if (wanted.isEmpty()) {
            return noMatch(model);
        }
        var priced =
                wanted.stream()
                        .flatMap(offer -> candidate(offer, subscription, now).stream())
                        .toList();
        if (priced.isEmpty()) {
            return unavailable(
                    "'%s' has no price in %s now."
                            .formatted(model.wireName(), subscription.currency()));
        }
        var affordable = priced.stream().filter(one -> isBelowCap(one, subscription)).toList();
        if (affordable.isEmpty()) {
            return aboveCap(model);
        }
        var awake =
                affordable.stream()
                        .filter(one -> !isResting.test(one.offer().listing().id()))
                        .sorted(order(wishes))
                        .limit(wishes.allowFallbacks() ? MOST_CANDIDATES : most(wishes))
                        .toList();
        return awake.isEmpty()
                ? unavailable(
                        "Every provider of '%s' has failed just now and is given a rest."
                                .formatted(model.wireName()))
                : new RoutePlan.Way(awake);
    }

    /// Without fallbacks a request goes to the named providers only, or to the first one.
    private static int most(ProviderWishes wishes) {
        return Math.max(1, wishes.order().size());
    }

    private static boolean isWanted(Offer offer, Subscription subscription, ProviderWishes wishes) {
        var slug = offer.provider().slug();
        var pinned = subscription.listingId();
        var named = wishes.allowFallbacks() || wishes.order().isEmpty();
        return pinned.map(id -> id.equals(offer.listing().id())).orElse(true)
                && (wishes.only().isEmpty() || wishes.only().contains(slug))
                && !wishes.ignore().contains(slug)
                && (named || wishes.order().contains(slug));
    }

    private Optional<Candidate> candidate(Offer offer, Subscription subscription, Instant now) {
        var currency = subscription.currency();
        return price(offer, subscription, now)
                .flatMap(price -> {
                    var version = price.version();
                    var input = version.line(TokenClass.INPUT, price.band(), currency);
                    var output = version.line(TokenClass.OUTPUT, price.band(), currency);
                    var complete =
                            offer.model().kind() == Model.Kind.EMBEDDING || output.isPresent();
                    return complete
                            ? input.map(line ->
                                    new Candidate(
                                            offer,
                                            price,
                                            currency,
                                            line.buyerMicroPerMillion(),
                                            output.map(PriceVersion.Line::buyerMicroPerMillion)
                                                    .orElse(0L)))
                            : Optional.empty();
                });
    }

    private static boolean isBelowCap(Candidate candidate, Subscription subscription) {
        return subscription
                .maxOutputMicroPerMillion()
                .map(cap -> candidate.comparedMicroPerMillion() <= cap)
                .orElse(true);
    }

    private static Comparator<Candidate> order(ProviderWishes wishes) {
        return Comparator.comparingInt((Candidate one) -> rank(one, wishes))
                .thenComparingLong(Candidate::comparedMicroPerMillion)
                .thenComparingLong(Candidate::inputMicroPerMillion)
                .thenComparing(one -> one.offer().listing().id());
    }

    private static int rank(Candidate candidate, ProviderWishes wishes) {
        var place = wishes.order().indexOf(candidate.offer().provider().slug());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private static RoutePlan unavailable(String what) {
        return new RoutePlan.NoWay(
                new Fault(
                                ProblemType.UPSTREAM_UNAVAILABLE,
                                "no_provider_available",
                                what + " Nothing was charged. Try again later.")
                        .after(Breakers.COOL_DOWN));
    }

    private static RoutePlan noMatch(Model model) {
        return new RoutePlan.NoWay(
                new Fault(
                                ProblemType.NOT_FOUND,
                                "no_matching_provider",
                                "No provider of '%s' fits the request's 'provider' field and your"
                                                .formatted(model.wireName())
                                        + " subscription. Nothing was charged. GET /v1/models/%s"
                                                .formatted(model.wireName())
                                        + " lists them.")
                        .at(Optional.of("provider")));
    }

    private static RoutePlan aboveCap(Model model) {
        return new RoutePlan.NoWay(
                new Fault(
                        ProblemType.FORBIDDEN,
                        "price_above_cap",
                        "'%s' costs more in this hour than your subscription allows. Nothing was"
                                        .formatted(model.wireName())
                                + " charged. Wait for a cheaper hour or raise the cap."));
    }
}
