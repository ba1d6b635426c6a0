/// How money enters: top-ups; later invoices and credit notes.
///
/// **Owns** what a payment must look like, what the card processor keeps, and that each payment is
/// on the audit trail. **Leaves to others** wallets and postings (`ledger`).
///
/// **Always true** a payment's key books once, whoever repeats it (`TopUpsTest`); a declined card
/// books nothing and is on the trail (`TopUpsTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.billing;
