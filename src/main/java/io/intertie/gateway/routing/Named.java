package io.intertie.gateway.routing;

import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.gateway.wire.ProviderWishes.Sort;
import java.util.Optional;

/// A model's name as a client sends it, and the order that a suffix of it asks for: `:nitro` the
/// fastest first, `:floor` the cheapest.
///
/// Any other suffix stays in the name, so that such a model is not found.
public record Named(String model, Optional<Sort> sort) {
    private static final String NITRO = ":nitro";
    private static final String FLOOR = ":floor";

    public static Named of(String name) {
        if (name.endsWith(NITRO)) {
            return of(name, NITRO, Sort.THROUGHPUT);
        }
        return name.endsWith(FLOOR)
                ? of(name, FLOOR, Sort.PRICE)
                : new Named(name, Optional.empty());
    }

    private static Named of(String name, String suffix, Sort sort) {
        return new Named(name.substring(0, name.length() - suffix.length()), Optional.of(sort));
    }

    /// The wishes of the request with the order of its model's name.
    public ProviderWishes wishes(ProviderWishes wishes) {
        return sort.map(wishes::sortedBy).orElse(wishes);
    }
}
