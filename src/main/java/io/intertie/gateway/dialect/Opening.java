package io.intertie.gateway.dialect;

import java.time.Instant;
import java.util.UUID;

/// What is known when an answer begins: its request's id, who serves it, an estimate of the tokens
/// that were read, whether a stream is to tell its usage, and when.
public record Opening(
        UUID requestId, Nameplate names, long inputTokens, boolean wantsUsage, Instant at) {}
