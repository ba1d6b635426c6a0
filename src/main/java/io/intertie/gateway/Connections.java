package io.intertie.gateway;

import io.intertie.gateway.upstream.Patience;
import io.intertie.gateway.upstream.Upstream;
import io.intertie.platform.http.HostResolver;
import io.intertie.platform.http.OutboundAddresses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/// Opens the gateway's way out to providers, by addresses that the platform allows.
@ApplicationScoped
class Connections {
    @Produces
    @Singleton
    Upstream upstream(OutboundAddresses addresses) {
        return new Upstream(HostResolver.of(addresses), Patience.USUAL);
    }

    void close(@Disposes Upstream upstream) throws IOException {
        upstream.close();
    }
}
