package io.intertie.gateway.wire;

/// Whoever waits for an answer, as far as the front can tell.
@FunctionalInterface
public interface Caller {
    /// Whether the client's connection is still open.
    boolean isPresent();
}
