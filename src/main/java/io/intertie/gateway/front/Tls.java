package io.intertie.gateway.front;

import io.intertie.platform.config.Settings;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;

/// TLS 1.2 and 1.3 with the operator's certificate, by the JDK.
final class Tls {
    private Tls() {}

    /// @throws IllegalStateException with the files' names, never with what is in them
    static SslContext context(Settings.Tls files) {
        try {
            return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalStateException(
                    ("INTERTIE_GATEWAY_TLS_CERTIFICATE=%s and INTERTIE_GATEWAY_TLS_KEY=%s do not"
                                    + " make a TLS server: PEM is needed, the key in PKCS#8 without"
                                    + " a password (openssl pkcs8 -topk8 -nocrypt)")
                            .formatted(files.certificate(), files.key()),
                    unusable);
        }
    }
}
