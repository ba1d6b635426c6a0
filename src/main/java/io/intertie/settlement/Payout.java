package io.intertie.settlement;

import io.intertie.money.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Money on its way to a provider: prepared by one admin, approved by another.
///
/// `endToEndId` is what the bank file carries, at most 35 characters.
public record Payout(
        UUID id,
        UUID windowId,
        UUID providerId,
        String reference,
        String endToEndId,
        Money amount,
        State state,
        String preparedBy,
        Instant preparedAt,
        Optional<String> approvedBy,
        Optional<Instant> approvedAt,
        Optional<String> holdReason) {
    public enum State {
        AWAITING_APPROVAL,
        HELD,
        SENT
    }
}
