package io.intertie.settlement;

import io.intertie.money.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Money on its way to a provider: prepared by one admin, approved by another.
///
/// `reference` is what people read (`PO-2026-000047`), `endToEndId` what the bank file carries and
/// the bank's answers name, at most 35 characters. **Always true** the amount is in whole minor
/// units and never changes.
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
    /// Awaiting approval ⇄ held; awaiting approval → sent, which is final.
    public enum State {
        AWAITING_APPROVAL,
        HELD,
        SENT
    }
}
