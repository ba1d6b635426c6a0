package io.intertie.gateway.routing;

import io.intertie.choice.Considered;
import io.intertie.choice.Verdict;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.gateway.wire.ProviderWishes.Preferences;
import io.intertie.gateway.wire.ProviderWishes.Sort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// In which order those are tried that may serve a request.
///
/// By the client's `order`; those that keep its preferences before those that do not; by uptime;
/// then by its `sort`, or who served the conversation before; then by [Place#ORDER].
final class Ranking {
    /// What the default order goes by.
    static final String WEIGHTED_PRICE = "weighted-price";

    private static final Comparator<Place> BY_STEADINESS =
            Comparator.comparing((Place place) -> !place.offer().standing().isGraded())
                    .thenComparingInt(place -> place.offer().standing().grade())
                    .thenComparingLong(place -> place.offer().standing().jitterBasisPoints());

    private final ProviderWishes wishes;
    private final Optional<UUID> last;

    Ranking(ProviderWishes wishes, Optional<UUID> last) {
        this.wishes = wishes;
        this.last = wishes.sort().isPresent() ? Optional.empty() : last;
    }

    /// What the order goes by, as an explanation names it.
    static String by(ProviderWishes wishes) {
        return wishes.sort().map(Sort::word).orElse(WEIGHTED_PRICE);
    }

    /// Orders places that come in their default order.
    List<Place> order(List<Place> places) {
        var isDefault =
                wishes.order().isEmpty()
                        && wishes.sort().isEmpty()
                        && wishes.preferences().equals(Preferences.NONE)
                        && last.filter(id -> !places.getFirst().listingId().equals(id)).isEmpty();
        if (isDefault) {
            return places;
        }
        // A stable sort: what is equal here stays in the default order.
        var ordered = new ArrayList<>(places);
        var order =
                Comparator.comparingInt(this::rank)
                        .thenComparing(this::isBehindPreferred)
                        .thenComparingInt(place -> place.offer().standing().tier());
        ordered.sort(
                wishes.sort()
                        .map(sort -> order.thenComparing(by(sort)))
                        .orElseGet(() -> order.thenComparing(place -> !isLast(place))));
        return ordered;
    }

    private static Comparator<Place> by(Sort sort) {
        return switch (sort) {
            case PRICE -> Comparator.comparingLong(Place::compared);
            case THROUGHPUT -> Comparator.comparingLong(place -> -throughput(place));
            case LATENCY ->
                    Comparator.comparingLong(
                            place -> latency(place) > 0 ? latency(place) : Long.MAX_VALUE);
            case TOKENS_PER_KWH -> Comparator.comparingLong(place -> -place.tokensPerKwh());
            case STABILITY -> BY_STEADINESS;
        };
    }

    private static long throughput(Place place) {
        return place.offer().standing().milliTokensPerSecond().p50();
    }

    private static long latency(Place place) {
        return place.offer().standing().firstTokenMillis().p50();
    }

    private int rank(Place place) {
        var at = wishes.order().indexOf(place.offer().provider().slug());
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    private boolean isBehindPreferred(Place place) {
        var preferences = wishes.preferences();
        return !preferences.equals(Preferences.NONE)
                && place.offer()
                        .standing()
                        .isSlowerThan(preferences.leastThroughput(), preferences.mostLatency());
    }

    private boolean isLast(Place place) {
        return last.isPresent() && last.get().equals(place.listingId());
    }

    /// What became of a place in the order, of which so many are tried.
    Considered verdict(Place place, int at, int tried) {
        if (at == 0) {
            return considered(place, isLast(place) ? Verdict.KEPT : Verdict.CHOSEN);
        }
        if (at >= tried) {
            return considered(place, Verdict.BEYOND);
        }
        if (isBehindPreferred(place)) {
            return considered(place, Verdict.BEHIND_PREFERRED);
        }
        var standing = place.offer().standing();
        return standing.tier() > 0
                ? new Considered(
                        place.listingId(), Verdict.BEHIND_UPTIME, standing.uptimePerMille())
                : considered(place, Verdict.NEXT);
    }

    private Considered considered(Place place, Verdict verdict) {
        return new Considered(place.listingId(), verdict, figure(place));
    }

    private long figure(Place place) {
        if (wishes.sort().isEmpty()) {
            return place.weighted();
        }
        return switch (wishes.sort().get()) {
            case PRICE -> place.compared();
            case THROUGHPUT -> throughput(place);
            case LATENCY -> latency(place);
            case TOKENS_PER_KWH -> place.tokensPerKwh();
            case STABILITY -> place.offer().standing().jitterBasisPoints();
        };
    }
}
