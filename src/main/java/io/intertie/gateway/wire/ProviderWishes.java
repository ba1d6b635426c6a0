package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.catalog.Model;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What a client's `provider` and `price_window` ask of routing; providers are named by their
/// slugs.
///
/// **Always true** a wish that is not known here is refused, never ignored (`ProviderWishesTest`).
public record ProviderWishes(
        List<String> order,
        Set<String> only,
        Set<String> ignore,
        boolean allowFallbacks,
        Optional<Sort> sort,
        Demands demands,
        Preferences preferences) {
    public static final ProviderWishes NONE =
            new ProviderWishes(
                    List.of(),
                    Set.of(),
                    Set.of(),
                    true,
                    Optional.empty(),
                    Demands.NONE,
                    Preferences.NONE);

    /// What the order goes by instead of the weighted price.
    public enum Sort {
        PRICE,
        THROUGHPUT,
        LATENCY,
        TOKENS_PER_KWH,
        STABILITY;

        /// As a client writes it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What an offer must keep to serve at all.
    ///
    /// `needed` are what the request's own parameters take, if it insists on them; `countries` are
    /// those of data centres. An empty set asks for nothing.
    public record Demands(
            Set<Model.Capability> needed,
            boolean noTraining,
            boolean noRetention,
            Set<String> quantisations,
            MostPaid mostPaid,
            Set<String> countries,
            Set<String> excludedCountries,
            OptionalLong jitterBasisPoints,
            OptionalLong tokensPerKwh,
            boolean onlyLowPrices) {
        public static final Demands NONE =
                new Demands(
                        Set.of(),
                        false,
                        false,
                        Set.of(),
                        MostPaid.ANY,
                        Set.of(),
                        Set.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        false);

        public Demands {
            needed = Set.copyOf(needed);
            quantisations = Set.copyOf(quantisations);
            countries = Set.copyOf(countries);
            excludedCountries = Set.copyOf(excludedCountries);
        }
    }

    /// The most that may be billed. **Units** micro of the subscription's currency per 1M tokens,
    /// and per request, of which there is no price here.
    public record MostPaid(
            long promptMicroPerMillion, long completionMicroPerMillion, long requestMicro) {
        public static final MostPaid ANY =
                new MostPaid(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /// What puts an offer behind others that keep it. **Units** thousandths of a token per second,
    /// and milliseconds.
    public record Preferences(Marks leastThroughput, Marks mostLatency) {
        public static final Preferences NONE = new Preferences(Marks.NONE, Marks.NONE);
    }

    /// A bound for some percentiles; 0 where there is none.
    public record Marks(long p50, long p75, long p90, long p99) {
        public static final Marks NONE = new Marks(0, 0, 0, 0);
    }

    public ProviderWishes {
        order = List.copyOf(order);
        only = Set.copyOf(only);
        ignore = Set.copyOf(ignore);
    }

    /// Whether a body asks for anything.
    static boolean isIn(JsonNode body) {
        return body.hasNonNull("provider") || body.hasNonNull("price_window");
    }

    /// What a request's body asks for; what is absent asks for nothing.
    ///
    /// @throws io.intertie.platform.http.Problem if a wish is unknown or of another type
    public static ProviderWishes of(JsonNode body) {
        return isIn(body) ? new WishReading(body).wishes() : NONE;
    }

    /// The same, in an order that the model's name asked for: the body's own goes first.
    public ProviderWishes sortedBy(Sort named) {
        return sort.isPresent()
                ? this
                : new ProviderWishes(
                        order,
                        only,
                        ignore,
                        allowFallbacks,
                        Optional.of(named),
                        demands,
                        preferences);
    }
}
