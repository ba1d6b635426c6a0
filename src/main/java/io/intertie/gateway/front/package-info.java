/// Where clients knock: two ways in to the same [io.intertie.gateway.wire.Reception], both below
/// `/v1` and `/api/v1`.
///
/// | front | is | a request |
/// |---|---|---|
/// | [NettyFront] | the gateway's own port | lives on its connection's event loop |
/// | [FacadeResource] | JAX-RS on the portal's port | lives on a loop; a thread writes for it |
///
/// **Owns** sockets, threads and headers' way in and out; [Fronts] opens and drains both. **Leaves
/// to others** every decision.
///
/// **Always true**
/// - Nothing blocks a loop, and no request one of the server's threads.
/// - A request that two servers could read in two ways is refused (`SmugglingTable`).
/// - Who talks to a client hears that it has left, and not after its answer has ended
///   (`LeavingTest`, `FacadeClientTest`).
/// - A stream that is cut cannot be taken for a whole one (`NettyAnswersTest`).
/// - What waits for a slow client is bounded (`PatienceTest`, `FacadeClientTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.front;
