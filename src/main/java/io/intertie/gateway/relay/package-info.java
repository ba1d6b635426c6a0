/// What an answer was: counted while it goes from the provider to the client.
///
/// **Owns** the count of what was delivered, and how an answer can end. **Leaves to others** what
/// it costs (`metering`) and where it came from (`upstream`).
///
/// **Always true** only what reached the client is counted where the provider sent no usage
/// (`TallyTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.relay;
