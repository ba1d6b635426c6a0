package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a client's `provider` field asks of routing; providers are named by their slugs.
///
/// **Always true** a wish that is not known here is refused, never ignored.
public record ProviderWishes(
        List<String> order, Set<String> only, Set<String> ignore, boolean allowFallbacks) {
    public static final ProviderWishes NONE =
            new ProviderWishes(List.of(), Set.of(), Set.of(), true);

    private static final Set<String> KNOWN = Set.of("order", "only", "ignore", "allow_fallbacks");

    public ProviderWishes {
        order = List.copyOf(order);
        only = Set.copyOf(only);
        ignore = Set.copyOf(ignore);
    }

    /// Reads the field; what is absent asks for nothing.
    ///
    /// @throws Problem if a wish is unknown or of another type
    static ProviderWishes read(JsonNode field) {
        if (field.isMissingNode() || field.isNull()) {
            return NONE;
        }
        if (!field.isObject()) {
            throw refused("provider", "'provider' must be an object.");
        }
        field.fieldNames()
                .forEachRemaining(name -> {
                    if (!KNOWN.contains(name)) {
                        throw refused(
                                "provider." + name,
                                "'provider.%s' is not supported; known are %s."
                                        .formatted(
                                                name,
                                                String.join(
                                                        ", ", KNOWN.stream().sorted().toList())));
                    }
                });
        return new ProviderWishes(
                slugs(field, "order"),
                new LinkedHashSet<>(slugs(field, "only")),
                new LinkedHashSet<>(slugs(field, "ignore")),
                fallbacks(field.path("allow_fallbacks")));
    }

    private static List<String> slugs(JsonNode field, String name) {
        var value = field.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        var slugs = new ArrayList<String>();
        for (var slug : value) {
            if (slug.isTextual()) {
                slugs.add(slug.textValue());
            }
        }
        if (!value.isArray() || slugs.size() != value.size()) {
            throw refused("provider." + name, "'provider." + name + "' must be a list of slugs.");
        }
        return slugs;
    }

    private static boolean fallbacks(JsonNode value) {
        if (value.isMissingNode() || value.isNull() || value.isBoolean()) {
            return value.asBoolean(true);
        }
        throw refused(
                "provider.allow_fallbacks", "'provider.allow_fallbacks' must be true or false.");
    }

    private static Problem refused(String field, String fault) {
        return new Problem(
                ProblemType.INVALID_REQUEST,
                fault + " Nothing was sent or charged.",
                Map.of(field, fault));
    }
}
