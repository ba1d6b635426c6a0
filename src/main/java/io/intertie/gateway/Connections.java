package io.intertie.gateway;

import io.intertie.gateway.upstream.Patience;
import io.intertie.gateway.upstream.UpstreamPool;
import io.intertie.platform.config.Settings;
import io.intertie.platform.http.HostResolver;
import io.intertie.platform.http.OutboundAddresses;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;

/// Opens the gateway's way out to providers, by addresses that the platform allows.
@ApplicationScoped
class Connections {
    @Produces
    @Singleton
    UpstreamPool pool(OutboundAddresses addresses, Settings settings) {
        var trust = settings.upstreamTrust().map(Connections::trusting);
        return new UpstreamPool(HostResolver.of(addresses), Patience.USUAL, trust);
    }

    /// Trusts the certificates in a PEM file instead of those that Java trusts.
    private static SslContext trusting(Path certificates) {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(certificates.toFile())
                    .build();
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalStateException(
                    "INTERTIE_UPSTREAM_TLS_TRUST=%s holds no certificates in PEM"
                            .formatted(certificates),
                    unusable);
        }
    }

    void close(@Disposes UpstreamPool pool) {
        pool.close();
    }
}
