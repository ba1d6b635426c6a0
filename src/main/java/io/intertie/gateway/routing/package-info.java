/// Where a request goes, and where next.
///
/// **Owns** the order of candidates and the cool-down of listings that fail. **Leaves to others**
/// what a token costs (`tariff`) and the call itself (`upstream`).
///
/// **Always true** candidates are ordered by the price that would be billed, from the same
/// evaluator (`RouterTest`); a candidate keeps the version and band of the moment of the plan.
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.routing;
