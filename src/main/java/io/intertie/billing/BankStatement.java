package io.intertie.billing;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a bank tells about one account: a camt.053's statement, or a camt.054's notification, which
/// has no balances.
record BankStatement(
        String id,
        String account,
        Currency currency,
        Optional<Balances> balances,
        List<Entry> entries) {
    /// What a statement opens and closes at; negative when overdrawn.
    record Balances(Money opens, Money closes, LocalDate closesOn) {}

    /// A booked entry; `amount` is negative when money left. `bankRef` is the bank's own, empty if
    /// it gave none; `hasOwnRef` if it is no place in a statement.
    record Entry(
            String bankRef,
            boolean hasOwnRef,
            Money amount,
            LocalDate bookedOn,
            boolean isReversal,
            List<Line> lines) {}

    /// What one payer sent; `remittance` is all that the bank passes on about it, `named` the
    /// payment that it can be of ours.
    record Line(
            Money amount,
            String payer,
            String remittance,
            boolean isWhole,
            Optional<SentPayments.Named> named) {}
}
