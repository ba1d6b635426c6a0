/// Where a request goes, and where next.
///
/// **Owns** which offers may serve ([Sieve]), the order of candidates ([Ranking]), the rest of
/// listings that fail ([Breakers]) and the memory of conversations ([Conversations]). **Leaves to
/// others** what a token costs (`tariff`), how a listing did (`quality`), the call itself
/// (`upstream`) and what is kept of a choice (`choice`).
///
/// **Always true** candidates are ordered by the price that would be billed, from the same
/// evaluator, and a candidate keeps the version and band of the moment of the plan (`RouterTest`);
/// no plan holds an offer that breaks a policy or a hard wish, the order is total, and a
/// conversation's listing comes first only if it breaks none (`RouterProperties`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.routing;
