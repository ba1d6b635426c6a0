package io.intertie.tariff;

import java.util.UUID;

/// A listing has new prices, in force from their date.
public record PriceVersionPublished(UUID listingId, UUID priceVersionId) {}
