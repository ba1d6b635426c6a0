/// From the provider to the client, counting.
///
/// **Owns** the passing on of chunks and the count of what was delivered. **Leaves to others** what
/// it costs (`metering`) and where it came from (`upstream`).
///
/// **Always true** what a client receives is a prefix of one attempt (`CompletionTest`); only what
/// reached the client is counted where the provider sent no usage (`TallyTest`); a silent stream
/// carries a comment every 15 seconds (`RelayTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.relay;
