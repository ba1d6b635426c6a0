/// One call to one provider.
///
/// **Owns** connections to providers, their time limits, and what a provider's failure means.
/// **Leaves to others** which provider is called (`routing`) and what a client gets (`relay`).
///
/// **Always true** a provider is reached only at an address that was checked, and a redirect is
/// never followed (`UpstreamTest`); a cancelled call ends at once (`UpstreamTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.upstream;
