package io.intertie.gateway.wire;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A request as a front received it, its body not yet read.
///
/// `authorization` is the header's value; it holds a secret, so a call must not be printed.
/// `session` is that of the header `x-session-id`.
public record Call(
        UUID requestId,
        Endpoint endpoint,
        Optional<String> authorization,
        Optional<String> session,
        InputStream body,
        Presence presence,
        Instant receivedAt) {
    /// Whether the client still waits, as far as the front can tell.
    @FunctionalInterface
    public interface Presence {
        boolean isThere();
    }

    @Override
    public String toString() {
        return "call " + requestId;
    }
}
