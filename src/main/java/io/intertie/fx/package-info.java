/// What one currency buys of another, from which source, until when; [Quotes] is its story.
///
/// **Owns** reference rates and quotes. **Leaves to others** what a quote is applied to: prices
/// (`tariff`), and the currency position that comes of it (`ledger`). Nothing is converted here.
///
/// **Always true** a pair has one quote in force, however many ask at once (`QuotesTest`); rates
/// and quotes never change (`QuotesTest`); each quote names the source, quality and day of its
/// rates, and keeps their ids (`QuotesTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.fx;
