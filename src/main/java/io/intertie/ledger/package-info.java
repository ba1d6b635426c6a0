/// Double-entry books: accounts, postings, holds, and one file per named movement; [Journal] is the
/// story of this room. docs/ledger.md shows the books and the movements with their figures.
///
/// **Owns** journals, wallets, holds and carries: the only room that writes them. **Leaves to
/// others** what a request costs (`metering`), what a currency costs (`fx`), when a window closes
/// (`settlement`).
///
/// **Always true**
///
/// - a journal sums to zero in each currency (I1, `JournalTest`), and so do the books (I2);
/// - a wallet's posted amount is the sum of its lines, its held amount that of its open holds, and
///   posted ≥ held ≥ 0 (I3, `WalletsTest`);
/// - all that was charged is posted or carried, in whatever batches it came (I4,
///   `ChargeProperties`);
/// - a request is captured once, or given back once, or neither (I5, `WalletsTest`,
///   `ChargeProperties`);
/// - journals never change (I7, `JournalTest`), and projections can be counted again from them (I8,
///   `CoherenceTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.ledger;
