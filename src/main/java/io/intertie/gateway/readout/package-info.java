/// What a key's holder can read of it over the gateway, as OpenRouter's clients ask for it:
/// [ReadOuts] is the door.
///
/// **Owns** the shapes of `key`, `credits`, `generation` and a model's `endpoints`. **Leaves to
/// others** whose key it is (`admission`), the figures (`metering`, [io.intertie.gateway]), the
/// socket (`front`).
///
/// **Always true** a figure is the ledger's, exact, in the currency that stands beside it
/// (`KeyReadOutTest`); nobody reads another organisation's request, key or wallet
/// (`ReadOutTenantsTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.readout;
