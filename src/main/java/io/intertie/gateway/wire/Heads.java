package io.intertie.gateway.wire;

import java.util.Optional;

/// The headers of a request, by name in lower case.
@FunctionalInterface
public interface Heads {
    /// The first header of a name.
    Optional<String> first(String name);
}
