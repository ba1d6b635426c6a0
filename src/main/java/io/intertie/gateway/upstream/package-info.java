/// One call to one provider.
///
/// **Owns** connections to providers, their time limits, and what a provider's failure means.
/// **Leaves to others** which provider is called (`routing`) and what a client gets (`relay`).
///
/// [UpstreamPool] makes a call: an `Exchange` goes to the `Lane` of its host, onto a `Connection`
/// that rests there or that a `Dial` brings about, and an `Answer` is made of what comes back. All
/// of it lives on one event loop; nothing is shared between two but `Addresses`.
///
/// **Always true** a provider is reached only at an address that was checked, and a redirect is
/// never followed (`UpstreamPoolTest`); a call ends once, and a cancelled one at once and in
/// silence (`UpstreamControlTest`); what comes in any pieces means the same (`SseDecoderTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.upstream;
