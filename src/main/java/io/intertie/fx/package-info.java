/// What one currency buys of another, from which source, until when; [Quotes] is its story.
///
/// **Owns** reference rates, the ways in which they come ([RateBook], [RateEntries], [RateFeed]),
/// and quotes. **Leaves to others** what a quote is applied to: prices (`tariff`), charges
/// (`metering`), and the currency position that comes of it (`ledger`, `settlement`). Nothing is
/// converted here. docs/fx.md tells the rules.
///
/// **Always true**
/// - A pair has one quote in force, however many ask at once (`QuotesTest`).
/// - Rates and quotes never change; each quote names the source, quality and day of its rates, and
///   keeps their ids (`QuotesTest`).
/// - What is refused leaves nothing behind (`RateBookTest`, `EcbFileTest`).
/// - From a rate that is older than 7 TARGET days no quote is made (`QuoteAgeTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.fx;
