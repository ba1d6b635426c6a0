package io.intertie.gateway.routing;

import io.intertie.catalog.Model;
import io.intertie.choice.Considered;
import io.intertie.choice.Verdict;
import io.intertie.gateway.wire.Fault;
import io.intertie.platform.http.ProblemType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a request goes nowhere: the check that turned the last offers away gives the code, and the
/// message tells how many were lost to each.
final class Refusals {
    private static final Duration SOON = Duration.ofSeconds(5);

    private Refusals() {}

    static Fault nobody(Model model) {
        return new Fault(
                        ProblemType.UPSTREAM_UNAVAILABLE,
                        "no_provider_available",
                        "No provider offers '%s' now. Nothing was charged. Try again later."
                                .formatted(model.wireName()))
                .after(Breakers.COOL_DOWN);
    }

    /// The refusal that follows from what became of a model's offers; there is at least one.
    static Fault of(Model model, List<Considered> lost) {
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        lost.forEach(one -> counts.merge(one.verdict(), 1, Integer::sum));
        var furthest = counts.keySet().stream().reduce((_, later) -> later).orElseThrow();
        var message =
                "No provider of '%s' may serve this request: %s. Nothing was charged. %s"
                        .formatted(
                                model.wireName(),
                                counts.entrySet().stream()
                                        .map(one -> one.getValue() + " " + words(one.getKey()))
                                        .collect(Collectors.joining(", ")),
                                advice(furthest, model));
        var fault = new Fault(type(furthest), code(furthest), message).at(param(furthest));
        return type(furthest).isTemporary() ? fault.after(wait(lost)) : fault;
    }

    private static Duration wait(List<Considered> lost) {
        if (lost.stream().anyMatch(one -> one.verdict() == Verdict.BUSY)) {
            return SOON;
        }
        return lost.stream()
                .filter(one -> one.verdict() == Verdict.RESTING)
                .map(one -> Duration.ofSeconds(one.figure()))
                .min(Duration::compareTo)
                .orElse(Breakers.COOL_DOWN);
    }

    private static ProblemType type(Verdict furthest) {
        return switch (furthest) {
            case POLICY_COUNTRY, POLICY_DATA, PRICE_CAP, MAX_PRICE, PRICE_WINDOW ->
                    ProblemType.FORBIDDEN;
            case NO_PRICE, RESTING, BUSY -> ProblemType.UPSTREAM_UNAVAILABLE;
            default -> ProblemType.NOT_FOUND;
        };
    }

    private static String code(Verdict furthest) {
        return switch (furthest) {
            case POLICY_COUNTRY -> "policy_country";
            case POLICY_DATA -> "policy_data";
            case PRICE_CAP -> "price_above_cap";
            case MAX_PRICE -> "max_price_exceeded";
            case PRICE_WINDOW -> "price_window_closed";
            case NO_PRICE, RESTING, BUSY -> "no_provider_available";
            default -> "no_matching_provider";
        };
    }

    private static Optional<String> param(Verdict furthest) {
        return switch (furthest) {
            case POLICY_COUNTRY, POLICY_DATA, PINNED_ELSEWHERE, PRICE_CAP -> Optional.of("model");
            case NO_PRICE, RESTING, BUSY -> Optional.empty();
            case NOT_NAMED, IGNORED -> Optional.of("provider");
            case DATA -> Optional.of("provider.data_collection");
            case COUNTRY -> Optional.of("provider.countries");
            case QUANTISATION -> Optional.of("provider.quantizations");
            case PARAMETERS -> Optional.of("provider.require_parameters");
            case JITTER -> Optional.of("provider.max_jitter");
            case TOKENS_PER_KWH -> Optional.of("provider.min_tokens_per_kwh");
            case MAX_PRICE -> Optional.of("provider.max_price");
            case PRICE_WINDOW -> Optional.of("price_window");
            default -> Optional.of("provider");
        };
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case PINNED_ELSEWHERE -> "not the one that your subscription names";
            case POLICY_COUNTRY -> "where your policy lets no data go";
            case POLICY_DATA -> "doing with data what your policy denies";
            case NOT_NAMED -> "not named in 'provider.only' or 'provider.order'";
            case IGNORED -> "left out by 'provider.ignore'";
            case DATA -> "keeping data or training on it";
            case COUNTRY -> "in a country that 'provider' leaves out";
            case QUANTISATION -> "of another quantization";
            case PARAMETERS -> "without what the request's parameters need";
            case JITTER -> "above 'provider.max_jitter' or not measured";
            case TOKENS_PER_KWH -> "below 'provider.min_tokens_per_kwh'";
            case NO_PRICE -> "without a price in your currency now";
            case PRICE_CAP -> "dearer now than your subscription allows";
            case MAX_PRICE -> "dearer now than 'provider.max_price'";
            case PRICE_WINDOW -> "outside of its cheapest hours";
            case RESTING -> "resting after failures";
            case BUSY -> "busy";
            case BEYOND, BEHIND_UPTIME, BEHIND_PREFERRED, NEXT, KEPT, CHOSEN -> "ready";
        };
    }

    private static String advice(Verdict furthest, Model model) {
        return switch (furthest) {
            case NO_PRICE, RESTING, BUSY -> "Try again later.";
            case PRICE_CAP -> "Wait for a cheaper hour or raise the cap.";
            case MAX_PRICE -> "Wait for a cheaper hour or raise 'provider.max_price'.";
            case PRICE_WINDOW ->
                    "Wait for a cheap hour, or send 'price_window': 'any'. GET /v1/models/%s tells"
                                    .formatted(model.wireName())
                            + " the hours.";
            default -> "GET /v1/models/%s lists them.".formatted(model.wireName());
        };
    }
}
