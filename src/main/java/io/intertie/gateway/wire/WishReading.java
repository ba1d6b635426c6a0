package io.intertie.gateway.wire;

import static io.intertie.gateway.wire.WishField.amount;
import static io.intertie.gateway.wire.WishField.isSet;
import static io.intertie.gateway.wire.WishField.known;
import static io.intertie.gateway.wire.WishField.oneOf;
import static io.intertie.gateway.wire.WishField.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.catalog.Model;
import io.intertie.gateway.wire.ProviderWishes.Demands;
import io.intertie.gateway.wire.ProviderWishes.Marks;
import io.intertie.gateway.wire.ProviderWishes.MostPaid;
import io.intertie.gateway.wire.ProviderWishes.Preferences;
import io.intertie.gateway.wire.ProviderWishes.Sort;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the wishes out of one request's body.
final class WishReading {
    private static final Set<String> KNOWN =
            Set.of(
                    "order",
                    "only",
                    "ignore",
                    "allow_fallbacks",
                    "require_parameters",
                    "data_collection",
                    "zdr",
                    "quantizations",
                    "sort",
                    "max_price",
                    "preferred_min_throughput",
                    "preferred_max_latency",
                    "countries",
                    "exclude_countries",
                    "max_jitter",
                    "min_tokens_per_kwh");
    private static final Set<String> QUANTISATIONS =
            Set.of(
                    "int4", "int8", "fp4", "mxfp4", "nvfp4", "fp6", "fp8", "mxfp8", "fp16", "bf16",
                    "fp32", "unknown");
    private static final int MOST_NAMES = 100;

    private final JsonNode body;
    private final JsonNode field;

    WishReading(JsonNode body) {
        this.body = body;
        this.field = body.path("provider");
    }

    ProviderWishes wishes() {
        if (isSet(field) && !field.isObject()) {
            throw refused("provider", "'provider' must be an object.");
        }
        known("provider", field, KNOWN);
        var sort =
                choice("sort", Stream.of(Sort.values()).map(Sort::word).toList())
                        .map(word -> Sort.valueOf(word.toUpperCase(Locale.ROOT)));
        return new ProviderWishes(
                names("order", "slugs"),
                Set.copyOf(new HashSet<>(names("only", "slugs"))),
                Set.copyOf(new HashSet<>(names("ignore", "slugs"))),
                flag("allow_fallbacks", true),
                sort,
                demands(),
                new Preferences(marks("preferred_min_throughput"), marks("preferred_max_latency")));
    }

    private Demands demands() {
        var quantisations = new HashSet<String>();
        for (var name : names("quantizations", "quantizations")) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!QUANTISATIONS.contains(lower)) {
                throw refused("provider.quantizations", oneOf("quantizations", QUANTISATIONS));
            }
            quantisations.add(lower);
        }
        var collection = choice("data_collection", List.of("allow", "deny"));
        var needed = flag("require_parameters", false) ? needed() : Set.<Model.Capability>of();
        return new Demands(
                needed,
                collection.filter("deny"::equals).isPresent(),
                flag("zdr", false),
                quantisations,
                mostPaid(),
                countries("countries"),
                countries("exclude_countries"),
                scaled("max_jitter", 4),
                scaled("min_tokens_per_kwh", 0, RoundingMode.CEILING),
                onlyLowPrices());
    }

    private boolean onlyLowPrices() {
        var window = body.path("price_window");
        if (!isSet(window)) {
            return false;
        }
        return switch (window.asText()) {
            case "any" -> false;
            case "low" -> true;
            default -> throw refused("price_window", "'price_window' must be one of: any, low.");
        };
    }

    // What every OpenAI-compatible server knows is not asked for; what hangs on a capability is.
    private Set<Model.Capability> needed() {
        var needed = EnumSet.noneOf(Model.Capability.class);
        if (isAny("tools", "tool_choice", "parallel_tool_calls", "functions", "function_call")) {
            needed.add(Model.Capability.TOOLS);
        }
        var format = body.path("response_format").path("type").asText("text");
        if (!format.equals("text")) {
            needed.add(Model.Capability.JSON);
        }
        if (isAny("reasoning", "reasoning_effort")) {
            needed.add(Model.Capability.REASONING);
        }
        return needed;
    }

    private boolean isAny(String... names) {
        return Stream.of(names).anyMatch(body::hasNonNull);
    }

    private MostPaid mostPaid() {
        var value = field.path("max_price");
        if (!isSet(value)) {
            return MostPaid.ANY;
        }
        if (!value.isObject()) {
            throw refused("provider.max_price", "'provider.max_price' must be an object.");
        }
        known("provider.max_price", value, Set.of("prompt", "completion", "request"));
        return new MostPaid(
                micro(value, "prompt"), micro(value, "completion"), micro(value, "request"));
    }

    // A price above this many whole micro is above the amount, so the amount is cut.
    private static long micro(JsonNode prices, String name) {
        var value = prices.path(name);
        return isSet(value)
                ? amount("provider.max_price." + name, value, 6, RoundingMode.DOWN)
                : Long.MAX_VALUE;
    }

    /// A bound: a number is for the median.
    private Marks marks(String name) {
        var value = field.path(name);
        if (!isSet(value)) {
            return Marks.NONE;
        }
        var path = "provider." + name;
        if (!value.isObject()) {
            return new Marks(mark(path, value), 0, 0, 0);
        }
        known(path, value, Set.of("p50", "p75", "p90", "p99"));
        return new Marks(
                mark(path, value.path("p50")),
                mark(path, value.path("p75")),
                mark(path, value.path("p90")),
                mark(path, value.path("p99")));
    }

    private static long mark(String path, JsonNode value) {
        if (!isSet(value)) {
            return 0;
        }
        var mark = amount(path, value, 3, RoundingMode.DOWN);
        if (mark == 0) {
            throw refused(path, "'" + path + "' must be above 0.");
        }
        return mark;
    }

    private OptionalLong scaled(String name, int digits) {
        return scaled(name, digits, RoundingMode.DOWN);
    }

    private OptionalLong scaled(String name, int digits, RoundingMode rounding) {
        var value = field.path(name);
        return isSet(value)
                ? OptionalLong.of(amount("provider." + name, value, digits, rounding))
                : OptionalLong.empty();
    }

    private Set<String> countries(String name) {
        var countries = new HashSet<String>();
        for (var country : names(name, "ISO 3166 country codes")) {
            var upper = country.toUpperCase(Locale.ROOT);
            if (!upper.matches("[A-Z]{2}")) {
                throw refused(
                        "provider." + name,
                        "'provider." + name + "' must hold ISO 3166 country codes, such as 'DE'.");
            }
            countries.add(upper);
        }
        return countries;
    }

    private List<String> names(String name, String what) {
        var value = field.path(name);
        if (!isSet(value)) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (var one : value) {
            if (one.isTextual() && names.size() <= MOST_NAMES) {
                names.add(one.textValue().strip());
            }
        }
        if (!value.isArray() || names.size() != value.size() || names.size() > MOST_NAMES) {
            throw refused(
                    "provider." + name,
                    "'provider.%s' must be a list of at most %d %s."
                            .formatted(name, MOST_NAMES, what));
        }
        return names;
    }

    private boolean flag(String name, boolean otherwise) {
        var value = field.path(name);
        if (!isSet(value) || value.isBoolean()) {
            return value.asBoolean(otherwise);
        }
        throw refused("provider." + name, "'provider." + name + "' must be true or false.");
    }

    private Optional<String> choice(String name, List<String> words) {
        var value = field.path(name);
        if (!isSet(value)) {
            return Optional.empty();
        }
        if (!value.isTextual() || !words.contains(value.textValue())) {
            throw refused("provider." + name, oneOf(name, words));
        }
        return Optional.of(value.textValue());
    }
}
