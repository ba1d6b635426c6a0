package io.intertie.gateway.relay;

import io.intertie.metering.UsageRecord.CountedBy;

/// The market's own count of a request; `reasoning` is a part of `output`.
public record OwnCount(CountedBy by, long input, long output, long reasoning) {}
