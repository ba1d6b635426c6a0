/// What clients speak, over what providers speak.
///
/// **Owns** the translation of requests into chat completions and of answers out of them, streamed
/// and not. **Leaves to others** every decision, and every count of money (`metering`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.dialect;
