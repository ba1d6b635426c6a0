/// Double-entry books: accounts, postings, holds, and what requests are charged; [Journal] is the
/// story of this room, and [io.intertie.ledger.movement] has one file for each named movement.
/// docs/ledger.md shows the books and the movements with their figures.
///
/// **Owns** journals, wallets, promo credit, holds and carries: the only room that writes them.
/// **Leaves to others** what a request costs (`metering`), what a currency costs (`fx`), when a
/// window closes (`settlement`), when a card is refunded (`billing`).
///
/// **Always true**
///
/// - a journal sums to zero in each currency (I1, `JournalTest`), and so do the books (I2);
/// - a wallet's posted amount and promo credit are the sums of their lines, its held amount that of
///   its open holds, and posted + promo ≥ held ≥ 0 (I3, `WalletsTest`, `PromoTest`);
/// - all that was charged is posted or carried, in whatever batches it came (I4,
///   `ChargeProperties`);
/// - a request is captured once, or given back once, or neither (I5, `WalletsTest`), and takes no
///   more than its hold and what else is available (I6, `ChargeUsageTest`);
/// - journals never change (I7, `JournalTest`, `WorkerRightsTest`), and projections can be counted
///   again from them (I8, `CoherenceTest`);
/// - an entry is taken back once, pro rata (I9, `ReversalsTest`);
/// - money goes only the ways that its kind of entry may go (I15, `WaysTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.ledger;
