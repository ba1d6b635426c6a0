/// How money enters and leaves wallets: by card, by bank, by itself; later invoices and credit
/// notes. [CardEvents] and [BankFiles] are its stories.
///
/// **Owns** card payments, refunds and disputes, what banks and processors told us, payment
/// references, rules for automatic top-ups, low-balance alerts. **Leaves to others** wallets and
/// postings (`ledger`), payouts to providers (`settlement`).
///
/// **Always true** a payment is credited once, whatever is repeated, reordered or sent at once
/// (`StripeTest`, `CardLossesTest`); what is not Stripe's word moves nothing (`StripeEventsTest`);
/// each entry of the bank is booked once, in a wallet, in 1020 or in 2040 (I15, `BankFilesTest`),
/// or by whoever has sent the payment that it is about ([SentPayments]); a wallet never goes below
/// zero by a refund or a dispute (`CardLossesTest`); what fails late comes back once
/// (`LateReturnsTest`); nobody is charged automatically beyond the rule they set
/// (`AutoTopUpsTest`); hostile XML reads nothing and does not grow (`HostileFilesTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.billing;
