package io.intertie.settlement;

import io.intertie.money.Money;
import java.time.Instant;
import java.time.LocalDate;
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
        Optional<String> holdReason,
        Optional<Answer> booked,
        Optional<Answer> returned) {
    /// Awaiting approval ⇄ held; awaiting approval → sent → settled; sent or settled → failed.
    public enum State {
        AWAITING_APPROVAL,
        HELD,
        SENT,
        /// The bank has booked it.
        SETTLED,
        /// The bank rejected it, or it came back: the provider is due it again.
        FAILED;

        /// Whether it has left for the bank, whatever became of it there.
        public boolean isApproved() {
            return this != AWAITING_APPROVAL && this != HELD;
        }
    }

    /// What the bank said of it, and when; `reason` and `fee` where it came back.
    public record Answer(
            Kind kind,
            String bankRef,
            boolean hasOwnRef,
            LocalDate on,
            Optional<String> reason,
            Money fee,
            Instant toldAt) {
        public enum Kind {
            BOOKED,
            /// It had been booked, or was about to be, and came back.
            RETURNED,
            /// It was never booked.
            REJECTED
        }
    }
}
