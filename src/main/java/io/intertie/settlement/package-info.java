/// What providers are paid: [WindowClosing] is the story, [BankHalf] what the bank makes of it.
///
/// **Owns** settlement windows, statements, payouts, bank accounts, FX deals, payment files, and
/// what the bank says of them. **Leaves to others** what was served and earned (`metering`), the
/// books (`ledger`), reading the bank's files (`billing`), rates (`fx`), who a provider is
/// (`catalog`).
///
/// **Always true**
/// - One open window for each provider and currency, whoever closes at once; a closed window, its
///   statement and a sent payout never change (I12, `WindowClosingTest`).
/// - Usage is settled once: a statement holds what was captured since the market began less what
///   earlier statements hold (`WindowClosingTest`).
/// - What was paid = what left 2021 = the bank files' control sums, and each end-to-end id leaves
///   once (I13, `PayoutTest`), and is booked, rejected or returned once (`BankHalfTest`); what does
///   not fit moves nothing (`PayoutBreaksTest`).
/// - A payout is approved by an admin who neither prepared it nor changed the account that it goes
///   to (`PayoutTest`).
/// - A step that fails half way leaves nothing behind (`WindowClosingTest`, `PayoutTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.settlement;
