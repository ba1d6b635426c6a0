package io.intertie.gateway.routing;

import io.intertie.access.LockedPrice;
import io.intertie.access.RoutePolicy;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.choice.Considered;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.money.Currency;
import io.intertie.tariff.PriceInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The live offers at one moment, and the order in which a request tries them.
///
/// The rule: what policy, subscription, wishes and price bounds allow, without those that rest or
/// are busy ([Sieve]), in the order of [Ranking]; at most four. docs/gateway.md tells it to
/// clients. What does not change for a quarter hour is made ready once, on a [Board].
public final class Router {
    private static final int MOST_CANDIDATES = 4;

    private final Map<UUID, Shelf> shelves;
    private final Map<UUID, LockedPrice> locks;

    /// The offers of a model, and the boards that were made of them, by currency or subscription.
    private record Shelf(List<Offer> offers, Map<Object, Board> boards) {}

    /// What is asked of the router: `last` is the listing that served the conversation before.
    public record Ask(
            Model model,
            Subscription subscription,
            RoutePolicy policy,
            ProviderWishes wishes,
            Optional<UUID> last,
            Instant now) {
        /// A request of a subscription without policy, wishes or past.
        public static Ask of(Model model, Subscription subscription, Instant now) {
            return new Ask(
                    model,
                    subscription,
                    RoutePolicy.ANY,
                    ProviderWishes.NONE,
                    Optional.empty(),
                    now);
        }

        public Ask wishing(ProviderWishes other) {
            return new Ask(model, subscription, policy, other, last, now);
        }

        public Ask under(RoutePolicy other) {
            return new Ask(model, subscription, other, wishes, last, now);
        }

        public Ask after(Optional<UUID> listingId) {
            return new Ask(model, subscription, policy, wishes, listingId, now);
        }
    }

    public Router(Collection<Offer> offers) {
        this(offers, Map.of());
    }

    /// Offers, and the locks of subscriptions by their ids.
    public Router(Collection<Offer> offers, Map<UUID, LockedPrice> locks) {
        this.locks = Map.copyOf(locks);
        var byModel = offers.stream().collect(Collectors.groupingBy(offer -> offer.model().id()));
        var all = new HashMap<UUID, Shelf>();
        byModel.forEach(
                (id, some) -> all.put(id, new Shelf(List.copyOf(some), new ConcurrentHashMap<>())));
        this.shelves = Map.copyOf(all);
    }

    /// The live offers of a model.
    public List<Offer> offers(UUID modelId) {
        var shelf = shelves.get(modelId);
        return shelf == null ? List.of() : shelf.offers();
    }

    /// What a request of a subscription would be billed at.
    public Optional<PriceInForce> price(Offer offer, Subscription subscription, Instant now) {
        return offer.priceAt(now, subscription.currency(), lock(subscription));
    }

    private Optional<LockedPrice> lock(Subscription subscription) {
        return Optional.ofNullable(locks.get(subscription.id()));
    }

    /// Plans a request's way at an instant.
    public RoutePlan plan(Ask ask, Breakers breakers) {
        var wishes = ask.wishes();
        var by = Ranking.by(wishes);
        var shelf = shelves.get(ask.model().id());
        if (shelf == null) {
            return new RoutePlan.NoWay(Refusals.nobody(ask.model()), by, List.of());
        }
        var places = board(shelf, ask).places();
        var sieve = new Sieve(ask, breakers);
        var lost = new ArrayList<Considered>();
        var fit = new ArrayList<Place>(places.size());
        for (var place : places) {
            var against = sieve.against(place);
            if (against.isPresent()) {
                lost.add(against.get());
            } else {
                fit.add(place);
            }
        }
        return fit.isEmpty()
                ? new RoutePlan.NoWay(Refusals.of(ask.model(), lost), by, lost)
                : way(ask, fit, lost);
    }

    private static RoutePlan way(Ask ask, List<Place> fit, List<Considered> lost) {
        var ranking = new Ranking(ask.wishes(), ask.last());
        var ordered = ranking.order(fit);
        var tried = Math.min(ordered.size(), most(ask.wishes()));
        var candidates = new ArrayList<Candidate>(tried);
        var considered = new ArrayList<Considered>(fit.size() + lost.size());
        for (int at = 0; at < ordered.size(); at++) {
            var place = ordered.get(at);
            if (at < tried) {
                candidates.add(place.candidate().orElseThrow());
            }
            considered.add(ranking.verdict(place, at, tried));
        }
        considered.addAll(lost);
        return new RoutePlan.Way(candidates, Ranking.by(ask.wishes()), considered);
    }

    /// Without fallbacks a request goes to the named providers only, or to the first one.
    private static int most(ProviderWishes wishes) {
        return wishes.allowFallbacks()
                ? MOST_CANDIDATES
                : Math.clamp(wishes.order().size(), 1, MOST_CANDIDATES);
    }

    private Board board(Shelf shelf, Ask ask) {
        var currency = ask.subscription().currency();
        var lock = locks.isEmpty() ? Optional.<LockedPrice>empty() : lock(ask.subscription());
        Object key = lock.isPresent() ? ask.subscription().id() : currency;
        var known = shelf.boards().get(key);
        if (known != null && known.holdsAt(ask.now())) {
            return known;
        }
        return made(shelf, key, currency, lock, ask.now());
    }

    // Two requests that make the same board at once make it twice: nobody waits.
    private static Board made(
            Shelf shelf, Object key, Currency currency, Optional<LockedPrice> lock, Instant now) {
        var board = Board.of(shelf.offers(), currency, lock, now);
        shelf.boards().put(key, board);
        return board;
    }
}
