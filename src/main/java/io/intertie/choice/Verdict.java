package io.intertie.choice;

import java.util.Locale;

/// What routing made of an offer, from what stopped it first to what served.
///
/// An offer gets the first verdict that holds for it. The order is that of the checks, so the last
/// one of those that were turned away tells how far a request came.
public enum Verdict {
    /// The subscription is to another listing.
    PINNED_ELSEWHERE,
    /// The buyer's policy does not let data go to its country.
    POLICY_COUNTRY,
    /// The buyer's policy denies what the provider does with data. **Figure** days it keeps them.
    POLICY_DATA,
    /// The request names others.
    NOT_NAMED,
    /// The request leaves its provider out.
    IGNORED,
    /// The request wants its data kept from training, or not kept at all. **Figure** days.
    DATA,
    /// The request wants another country.
    COUNTRY,
    /// The request wants another quantisation.
    QUANTISATION,
    /// It lacks what a parameter of the request needs.
    PARAMETERS,
    /// Less steady than the request wants, or not measured. **Figure** basis points of jitter.
    JITTER,
    /// Fewer tokens of a kWh than the request wants. **Figure** tokens per kWh.
    TOKENS_PER_KWH,
    /// It has no price in the buyer's currency now.
    NO_PRICE,
    /// Dearer than the subscription allows. **Figure** micro per 1M output tokens.
    PRICE_CAP,
    /// Dearer than the request allows. **Figure** micro per 1M tokens of the dearer kind.
    MAX_PRICE,
    /// Not in its cheapest hours, which the request wants. **Figure** micro per 1M tokens.
    PRICE_WINDOW,
    /// It failed and is given a rest. **Figure** seconds that are left.
    RESTING,
    /// It has as many calls as it is given at once.
    BUSY,
    /// It was there to be tried, but enough others came before. **Figure** as for `CHOSEN`.
    BEYOND,
    /// To be tried later, for its uptime. **Figure** thousandths that were answered.
    BEHIND_UPTIME,
    /// To be tried later, being slower than the request prefers. **Figure** as for `CHOSEN`.
    BEHIND_PREFERRED,
    /// To be tried next. **Figure** as for `CHOSEN`.
    NEXT,
    /// First, as it served the same conversation before. **Figure** as for `CHOSEN`.
    KEPT,
    /// First. **Figure** what the order went by: weighted micro per 1M tokens, or what was asked.
    CHOSEN;

    /// What a figure counts.
    public enum Unit {
        NONE,
        MICRO_PER_MILLION,
        MILLI_TOKENS_PER_SECOND,
        MILLISECONDS,
        TOKENS_PER_KWH,
        BASIS_POINTS,
        PER_MILLE,
        DAYS,
        SECONDS
    }

    /// What the figure of this verdict counts, where the order went by `by`.
    public Unit unit(String by) {
        return switch (this) {
            case POLICY_DATA, DATA -> Unit.DAYS;
            case JITTER -> Unit.BASIS_POINTS;
            case TOKENS_PER_KWH -> Unit.TOKENS_PER_KWH;
            case PRICE_CAP, MAX_PRICE, PRICE_WINDOW -> Unit.MICRO_PER_MILLION;
            case RESTING -> Unit.SECONDS;
            case BEHIND_UPTIME -> Unit.PER_MILLE;
            case BEYOND, BEHIND_PREFERRED, NEXT, KEPT, CHOSEN -> ordered(by);
            default -> Unit.NONE;
        };
    }

    private static Unit ordered(String by) {
        return switch (by) {
            case "throughput" -> Unit.MILLI_TOKENS_PER_SECOND;
            case "latency" -> Unit.MILLISECONDS;
            case "tokens_per_kwh" -> Unit.TOKENS_PER_KWH;
            case "stability" -> Unit.BASIS_POINTS;
            default -> Unit.MICRO_PER_MILLION;
        };
    }

    /// As JSON and messages name it: `price-cap`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The verdict of a word.
    static Verdict of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Whether the request was planned to go there, if only as the last resort.
    public boolean isPlanned() {
        return compareTo(BEYOND) > 0;
    }

    /// Whether it was the first to be tried.
    public boolean isFirst() {
        return this == KEPT || this == CHOSEN;
    }
}
