/// The way of a request from its key to its answer: [Completion] is the story.
///
/// **Owns** what happens between a client and a provider. **Leaves to others** money (`metering`),
/// prices (`tariff`), keys and subscriptions (`access`), the sockets of clients (`front`).
///
/// A front hands an arrival and its client to [Completion]. What asks a model becomes an
/// [Exchange]: [Decisions] are made in memory, limits are counted, the ceiling is set aside; then
/// [Serving] follows a [Pursuit] along the candidates, a [Delivery] speaks to the client, and
/// [Recording] makes it durable before the last byte leaves. All of it lives on the client's event
/// loop; what must wait does so on a virtual thread ([Turns]). What asks no model is an
/// [Enquiries]' matter.
///
/// | sub-room | does |
/// |---|---|
/// | `front` | listens: on a port of its own, and by JAX-RS below `/v1`; decides nothing |
/// | `wire` | what rooms say to each other: requests, chunks, usage, faults |
/// | `dialect` | reads and speaks each client's words |
/// | `admission` | may this call pass, and how often |
/// | `routing` | where it goes, and where next |
/// | `upstream` | one provider call |
/// | `relay` | counts what is delivered |
///
/// **Always true**
/// - A request ends in one state with one effect on money (`WhoPaysTest`).
/// - The last byte of a charged answer leaves after its record is durable (`WhoPaysTest`).
/// - No wallet is overdrawn, whatever comes at once (`OverdraftTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway;
