/// How electricity prices that others publish come into the market; docs/feeds.md tells the rules.
///
/// Two ways: `DayAheadFiles` takes day-ahead prices in, `MonthlyTables` turns a grid company's
/// table into drafts. `Feeds` fetches for both, `ZoneWatch` tells what is missing.
///
/// **Owns** day-ahead prices (`day_ahead_price`), the documents of every feed (`feed_document`) and
/// which drafts they became (`feed_table_draft`). **Leaves to others** drafts and their
/// verification, and what a price does to a token: `tariff`.
///
/// **Always true**
/// - a price is never changed: a correction stands beside it and counts (`RecordedPricesTest`);
/// - each price leads to the bytes that it was read from (`DayAheadFilesTest`);
/// - a document is taken whole or refused with the cell named (`EntsoeFileTest`,
///   `EnergyChartsFileTest`, `MonthlyTablesTest`);
/// - a table drafts only what its trial showed, at sites of whoever brought it
///   (`MonthlyTablesTest`);
/// - nothing is fetched from where the operator named no address; a broken feed keeps what it
///   brought, and alarms (`FeedsTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.tariff.feed;
