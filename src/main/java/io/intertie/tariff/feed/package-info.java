/// How electricity prices that others publish come into the market.
///
/// **Owns** day-ahead prices (`day_ahead_price`) and the documents of every feed (`feed_document`).
/// **Leaves to others** what a price does to a token: `tariff`.
///
/// **Always true**
/// - a price is never changed: a correction stands beside it and counts (`RecordedPricesTest`);
/// - each price leads to the bytes that it was read from (`RecordedPricesTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.tariff.feed;
