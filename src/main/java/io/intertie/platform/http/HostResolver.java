package io.intertie.platform.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Tells at which addresses a provider's host may be reached.
@FunctionalInterface
public interface HostResolver {
    /// The addresses of a host, each of them allowed.
    ///
    /// @throws IOException if there is none that may be called
    List<InetAddress> resolve(String host) throws IOException;

    /// Resolves to what the platform allows.
    static HostResolver of(OutboundAddresses addresses) {
        return host -> {
            try {
                return addresses.resolve(host);
            } catch (Problem refused) {
                throw new UnknownHostException(refused.detail());
            }
        };
    }
}
