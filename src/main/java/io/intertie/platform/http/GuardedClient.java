package io.intertie.platform.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Opens HTTP clients for addresses that strangers have named.
///
/// A name is resolved once for each connection, by a resolver that refuses what must not be
/// reached, and the connection goes to exactly that address. No redirect is followed, no cookie is
/// kept, nothing is sent again by itself.
public final class GuardedClient {
    /// No answer's head is larger than this, however long a stranger goes on with it.
    private static final Http1Config HEAD =
            Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

    private GuardedClient() {}

    /// How long a connection may take, and how many there may be, in all and to one host.
    public record Reach(Duration connect, int connections, int connectionsPerHost) {}

    /// A client whose connections are pooled, until it is closed.
    public static CloseableHttpClient open(HostResolver resolver, Reach reach) {
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Pinned(resolver))
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(HEAD)
                                        .build())
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnTotal(reach.connections())
                        .setMaxConnPerRoute(reach.connectionsPerHost())
                        .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(reach.connect()))
                                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                        .setTimeToLive(TimeValue.ofMinutes(5))
                                        .build())
                        .build();
        return HttpClients.custom()
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

    /// Sends a request and waits for the head of its answer, which the caller closes.
    ///
    /// @throws IOException also where the request is cancelled meanwhile
    public static ClassicHttpResponse sent(CloseableHttpClient client, HttpUriRequestBase request)
            throws IOException {
        try {
            return client.executeOpen(null, request, null);
        } catch (IllegalStateException withdrawn) {
            // So the client ends a request that is cancelled just as it gets its connection.
            if (!request.isCancelled()) {
                throw withdrawn;
            }
            throw new InterruptedIOException("the request was cancelled");
        }
    }

    private record Pinned(HostResolver resolver) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return resolver.resolve(host).toArray(new InetAddress[0]);
            } catch (UnknownHostException unknown) {
                throw unknown;
            } catch (IOException refused) {
                var unknown = new UnknownHostException("the address is refused");
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
