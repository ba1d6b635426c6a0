package io.intertie.catalog;

import java.util.UUID;

/// A listing was added or moved along its life.
public record ListingChanged(UUID listingId) {}
