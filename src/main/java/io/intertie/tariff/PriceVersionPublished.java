package io.intertie.tariff;

import java.util.UUID;

/// A listing, or a lock of it, has new prices, in force from their date.
public record PriceVersionPublished(UUID listingId, UUID priceVersionId) implements PriceEvent {}
