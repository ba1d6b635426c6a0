/// Why requests went to the listings that they went to, and why not to others.
///
/// [Choices] is the story: the gateway hands a [Choice] over, it is written in batches, a buyer
/// reads the one of its request and a provider how often its listings were passed over. **Owns**
/// `route_explanation` and `route_tally`, both kept 30 days. **Leaves to others** the choosing
/// itself (`gateway.routing`). **Always true** taking a choice down waits for nothing and what is
/// lost is counted; a provider's figures name no buyer (`ChoicesTest`, `RoutingTenantsTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.choice;
