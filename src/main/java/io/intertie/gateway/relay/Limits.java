package io.intertie.gateway.relay;

/// The counts that a request was admitted with; no bill goes above them.
public record Limits(long inputTokens, long outputTokens, long inputEstimate) {}
