package io.intertie.tariff;

import java.util.UUID;

/// A changed tariff moves a listing's prices beyond its collar: its provider is to decide.
public record PriceProposed(UUID listingId, UUID proposalId) implements PriceEvent {}
