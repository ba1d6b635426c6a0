package io.intertie.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.http.GuardedClient;
import io.intertie.platform.http.HostResolver;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/// The connections to all providers, pooled and guarded.
public final class Upstream implements AutoCloseable {
    private static final int CONNECTIONS = 4_096;
    private static final int CONNECTIONS_PER_HOST = 1_024;

    private final CloseableHttpClient client;
    private final Patience patience;

    public Upstream(HostResolver resolver, Patience patience) {
        this.patience = patience;
        client =
                GuardedClient.open(
                        resolver,
                        new GuardedClient.Reach(
                                patience.connect(), CONNECTIONS, CONNECTIONS_PER_HOST));
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
}
