package io.intertie.platform.files;

import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
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
    /// @throws Problem telling what went wrong; neither the address nor its query is in it
    public byte[] fetch(URI url) {
        var get = new HttpGet(url);
        get.setConfig(RequestConfig.custom().setResponseTimeout(SILENCE).build());
        // Whatever it waits for then, also for a head that comes byte by byte.
        CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .execute(get::cancel);
        try (var client = client()) {
            return client.execute(get, this::body);
        } catch (Unfit unfit) {
            throw unfit.why();
        } catch (IOException failed) {
            throw get.isCancelled() ? late(deadline) : refused(failed);
        } catch (IllegalStateException cutOff) {
            // The client says so where the deadline comes while it connects.
            if (get.isCancelled()) {
                throw late(deadline);
            }
            throw cutOff;
        }
    }

    private static Problem refused(IOException failed) {
        return switch (failed) {
            case SSLException _ ->
                    refused(
                            Wording.of(
                                    "fetch.tls",
                                    "No TLS connection: the certificate or its protocol is not"
                                            + " accepted."));
            case ConnectException _ ->
                    refused(Wording.of("fetch.away", "Nobody takes the connection."));
            case InterruptedIOException _ -> late(Duration.ofMillis(SILENCE.toMilliseconds()));
            default -> refused(Wording.of("fetch.broken", "The connection broke off."));
        };
    }

    private static Problem late(Duration waited) {
        return refused(
                Wording.of("fetch.late", "There was no answer within %s s.", waited.toSeconds()));
    }

    private static Problem refused(Wording why) {
        return new Problem(ProblemType.UPSTREAM_FAILED, why);
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
            throw new Unfit(
                    refused(
                            Wording.of(
                                    "fetch.status",
                                    "The answer has the status %s and no file.",
                                    answer.getCode())));
        }
        try (var in = answer.getEntity().getContent()) {
            return in.readNBytes(largest + 1);
        }
    }

    /// Why nothing is fetched, on its way through a client that knows `IOException` alone.
    private static final class Unfit extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private final transient Problem why;

        Unfit(Problem why) {
            super(why.detail());
            this.why = why;
        }

        Problem why() {
            return why;
        }
    }

    private record Pinned(OutboundAddresses addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return addresses.resolve(host).toArray(new InetAddress[0]);
            } catch (Problem refused) {
                throw new Unfit(refused);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
