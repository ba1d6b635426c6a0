package io.intertie.tariff;

import java.util.UUID;

/// A listing was stopped by its provider, or goes on; `changedAt` is the instant in which it did.
public record SuspensionChanged(UUID listingId, boolean suspended, String changedAt)
        implements PriceEvent {}
