/// Tokens become money here, once: [Metering] is the story.
///
/// **Owns** usage records, their sums and their rating, and which limits a request counts on.
/// **Leaves to others** what a token costs (`tariff`), the wallet (`ledger`), who may call
/// (`gateway`).
///
/// **Always true**
/// - A request id has at most one record and one charge, whatever is retried (`MeteringTest`).
/// - A record is rated with the version and band that were in force at admission (`RatingTest`).
/// - A record never changes and is never deleted: the table refuses it (`MeteringTest`).
/// - What a key or a buyer has used is the sum of its records, and is read without them
///   (`UsageSumsProperties`).
/// - A charge across currencies names a quote that was in force at its admission (I10,
///   `CrossCurrencyTest`).
/// - No limit is overspent, whatever comes at once and on how many nodes (`LimitsTest`).
/// - A failed request costs nothing and keeps nothing set aside (`MeteringTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.metering;
