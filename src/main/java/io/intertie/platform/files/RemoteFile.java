package io.intertie.platform.files;

import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;

/// Fetches a file over the network: from public addresses only, within a deadline, up to a size.
///
/// A redirect is not followed: it could lead elsewhere than the operator configured.
public final class RemoteFile {
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    private final OutboundAddresses addresses;
    private final Duration deadline;
    private final int largest;

    /// Files of at most so many bytes; of a larger one a byte more comes, for its reader to refuse.
    public RemoteFile(OutboundAddresses addresses, Duration deadline, int largest) {
        this.addresses = addresses;
        this.deadline = deadline;
        this.largest = largest;
    }

    /// The file at a URL.
    ///
    /// @throws UncheckedIOException telling what went wrong
    public byte[] fetch(URI url) {
        var get = new HttpGet(url);
        get.setConfig(RequestConfig.custom().setResponseTimeout(SILENCE).build());
        // Whatever it waits for then, also for a head that comes byte by byte.
        CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .execute(get::cancel);
        try (var client = client()) {
            return client.execute(get, this::body);
        } catch (IOException failed) {
            throw get.isCancelled()
                    ? new UncheckedIOException(new IOException("no answer within " + deadline))
                    : new UncheckedIOException(failed);
        }
    }

    private CloseableHttpClient client() {
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Pinned(addresses))
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom().setConnectTimeout(SILENCE).build())
                        .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setUserAgent("Intertie")
                .build();
    }

    private byte[] body(ClassicHttpResponse answer) throws IOException {
        if (answer.getCode() != 200 || answer.getEntity() == null) {
            throw new IOException("the answer is status " + answer.getCode());
        }
        try (var in = answer.getEntity().getContent()) {
            return in.readNBytes(largest + 1);
        }
    }

    private record Pinned(OutboundAddresses addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return addresses.resolve(host).toArray(new InetAddress[0]);
            } catch (Problem refused) {
                throw new UnknownHostException(refused.detail());
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
