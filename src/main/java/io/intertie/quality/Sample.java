package io.intertie.quality;

import java.time.Instant;
import java.util.UUID;

/// How one request went, as the gateway saw it.
///
/// `gapMicros` is the mean time between output chunks, `gapDeviationMicros` their mean absolute
/// deviation; both 0 where fewer than two chunks came.
public record Sample(
        UUID requestId,
        UUID listingId,
        Instant servedAt,
        boolean successful,
        long firstTokenMillis,
        long durationMillis,
        long outputTokens,
        long gapMicros,
        long gapDeviationMicros) {}
