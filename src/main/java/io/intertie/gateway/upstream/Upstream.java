package io.intertie.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// The connections to all providers, pooled.
///
/// A name is resolved once for each connection, by a resolver that refuses what must not be
/// reached, and the connection goes to exactly that address.
public final class Upstream implements AutoCloseable {
    private static final int CONNECTIONS = 4_096;
    private static final int CONNECTIONS_PER_HOST = 1_024;

    private final CloseableHttpClient client;
    private final Patience patience;

    public Upstream(HostResolver resolver, Patience patience) {
        this.patience = patience;
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Pinned(resolver))
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                        .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(timeout(patience.connect()))
                                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                        .setTimeToLive(TimeValue.ofMinutes(5))
                                        .build())
                        .build();
        client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .setUserAgent("Intertie")
                        .evictIdleConnections(TimeValue.ofSeconds(30))
                        .build();
    }

    /// A call that is ready to be made.
    public Attempt attempt(Destination destination, ObjectNode body, boolean streamed) {
        var post = new HttpPost(destination.uri());
        post.setEntity(new ByteArrayEntity(Json.write(body), ContentType.APPLICATION_JSON));
        post.setHeader(HttpHeaders.ACCEPT, streamed ? "text/event-stream" : "application/json");
        destination
                .credential()
                .ifPresent(secret ->
                        post.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + secret.reveal()));
        post.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout(patience.connect()))
                        .setResponseTimeout(
                                timeout(streamed ? patience.betweenBytes() : patience.whole()))
                        .build());
        return new Attempt(client, post, streamed);
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    @Override
    public void close() throws java.io.IOException {
        client.close();
    }

    private record Pinned(HostResolver resolver) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return resolver.resolve(host).toArray(new InetAddress[0]);
            } catch (UnknownHostException unknown) {
                throw unknown;
            } catch (java.io.IOException refused) {
                var unknown = new UnknownHostException("the provider's address is refused");
                unknown.initCause(refused);
                throw unknown;
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
