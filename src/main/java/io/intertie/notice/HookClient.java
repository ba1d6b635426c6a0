package io.intertie.notice;

import io.intertie.platform.http.GuardedClient;
import io.intertie.platform.http.HostResolver;
import io.intertie.platform.http.OutboundAddresses;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// Posts to strangers' addresses: resolved once for each connection and refused if not public, no
/// redirects, seconds of patience in all, and nothing of the answer is read but its status.
@ApplicationScoped
class HookClient {
    private static final GuardedClient.Reach REACH =
            new GuardedClient.Reach(Duration.ofSeconds(5), 200, 50);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CloseableHttpClient client;
    private final Duration patience;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

    @Inject
    HookClient(OutboundAddresses addresses) {
        this(addresses, PATIENCE);
    }

    HookClient(OutboundAddresses addresses, Duration patience) {
        this.client = GuardedClient.open(HostResolver.of(addresses), REACH);
        this.patience = patience;
    }

    /// @throws IOException if there was no answer, or the address is not public now
    int send(Webhooks.Webhook to, UUID id, Instant at, String body) throws IOException {
        var post = new HttpPost(to.address());
        post.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(patience))
                        .setResponseTimeout(Timeout.of(patience))
                        .build());
        post.setHeader("webhook-id", id.toString());
        post.setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()));
        post.setHeader("webhook-signature", Signature.of(to.secret(), id, at, body));
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        // The client's own patience begins anew with each byte: whoever drips would hold it
        // forever.
        var end = timer.schedule(post::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
        // Closed, not read: an endless answer costs nothing.
        try (var response = GuardedClient.sent(client, post)) {
            return response.getCode();
        } finally {
            end.cancel(false);
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        client.close(CloseMode.GRACEFUL);
    }
}
