/// Where clients knock: JAX-RS below `/v1`.
///
/// **Owns** sockets, threads and headers' way in and out. **Leaves to others** every decision: it
/// calls [io.intertie.gateway.Completion] and writes what comes back.
///
/// **Always true** a request waits on a virtual thread, never on one of the server's pool; a frame
/// leaves when it is sent (`GatewayIT`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.front;
