/// The way of a request from its key to its answer: [Completion] is the story.
///
/// **Owns** what happens between a client and a provider. **Leaves to others** money (`metering`),
/// prices (`tariff`), keys and subscriptions (`access`), the sockets of clients (`front`).
///
/// | sub-room | does |
/// |---|---|
/// | `front` | listens: JAX-RS below `/v1`; decides nothing |
/// | `wire` | reads and writes the dialect; decides nothing |
/// | `admission` | may this call pass |
/// | `routing` | where it goes, and where next |
/// | `upstream` | one provider call |
/// | `relay` | provider to client, counting |
///
/// **Always true**
/// - A request ends in one state with one effect on money (`WhoPaysTest`).
/// - The last byte of a charged answer leaves after its record is durable (`WhoPaysTest`).
/// - No wallet is overdrawn, whatever comes at once (`OverdraftTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway;
