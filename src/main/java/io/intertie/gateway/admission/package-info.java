/// May this call pass: key, organisation, subscription.
///
/// **Owns** the check of keys and subscriptions, in memory. **Leaves to others** the wallet
/// (`metering`) and the choice of a provider (`routing`). **Always true** a revoked or expired key
/// is refused with 401, and nothing else is (`AdmissionTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.admission;
