package io.intertie.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;

/// Carries notices to webhooks, until each is answered with a 2xx.
@ApplicationScoped
class WebhookSending {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deliveries deliveries;
    private final Webhooks webhooks;
    private final Post post;
    private final Clock clock;

    /// One request.
    interface Post {
        /// The status that it was answered with.
        int send(Webhooks.Webhook to, UUID id, Instant at, String body) throws IOException;
    }

    @Inject
    WebhookSending(Database database, Webhooks webhooks, HookClient client, Clock clock) {
        this(database, webhooks, client::send, clock);
    }

    WebhookSending(Database database, Webhooks webhooks, Post post, Clock clock) {
        this.deliveries = new Deliveries(database, clock, Deliveries.Way.WEBHOOK);
        this.webhooks = webhooks;
        this.post = post;
        this.clock = clock;
    }

    /// Sends what is due.
    void send() {
        deliveries.carry(this::tried);
    }

    private Deliveries.Answer tried(Notice notice) {
        var to = webhooks.of(notice.organisationId());
        if (to.isEmpty()) {
            return new Deliveries.Answer.Ended("no webhook");
        }
        try {
            var status = post.send(to.get(), notice.id(), clock.instant(), body(notice));
            var word = Integer.toString(status);
            return word.startsWith("2")
                    ? new Deliveries.Answer.Ended(word)
                    : new Deliveries.Answer.Failed(word);
        } catch (IOException failed) {
            return new Deliveries.Answer.Failed("no answer");
        }
    }

    /// `{"type": "price.published", "timestamp": …, "data": {…}}`, keys in order.
    static String body(Notice notice) {
        var data = new TreeMap<String, Object>();
        data.put("listing_id", notice.listingId().toString());
        data.put("subject", notice.subject());
        data.put("effective_from", notice.effectiveFrom().toString());
        data.put("rises", notice.rises());
        var body = new TreeMap<String, Object>();
        body.put("type", notice.kind().word());
        body.put("timestamp", notice.noticedAt().toString());
        body.put("data", data);
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
