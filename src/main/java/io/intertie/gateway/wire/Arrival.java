package io.intertie.gateway.wire;

import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;

/// A request as a front received it, its body whole and within [ModelRequest#LARGEST].
///
/// `heads` and `body` hold secrets, so an arrival must not be printed. `path` is what stands behind
/// `/v1/` or `/api/v1/`, decoded, without query; `query` is the rest, as it came.
public record Arrival(
        UUID requestId,
        String method,
        String path,
        String query,
        Heads heads,
        InetAddress from,
        byte[] body,
        Instant receivedAt) {
    @Override
    public String toString() {
        return "request " + requestId;
    }
}
