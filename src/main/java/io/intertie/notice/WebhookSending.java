package io.intertie.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/// Carries notices to webhooks: again after ever longer pauses until one is answered with a 2xx, or
/// three days have passed.
@ApplicationScoped
class WebhookSending {
    /// The pauses after each failed try.
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(20));

    private static final int AT_ONCE = 50;
    private static final Duration TAKEN = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Webhooks webhooks;
    private final Post post;
    private final Clock clock;

    /// One request.
    interface Post {
        /// The status that it was answered with.
        int send(Webhooks.Webhook to, UUID id, Instant at, String body) throws IOException;
    }

    private record Due(Notice notice, int attempts) {}

    @Inject
    WebhookSending(Database database, Webhooks webhooks, HookClient client, Clock clock) {
        this(database, webhooks, client::send, clock);
    }

    WebhookSending(Database database, Webhooks webhooks, Post post, Clock clock) {
        this.database = database;
        this.webhooks = webhooks;
        this.post = post;
        this.clock = clock;
    }

    /// Sends what is due; another node leaves alone what this one has taken.
    void send() {
        for (var due : taken()) {
            var to = webhooks.of(due.notice().organisationId());
            if (to.isEmpty()) {
                end(due, "no webhook");
            } else {
                answered(due, tried(to.get(), due.notice()));
            }
        }
    }

    private List<Due> taken() {
        var now = clock.instant();
        return database.transaction(() ->
                database.sql(
                                """
                                with taken as (
                                    update webhook_delivery set next_at = ?, attempts = attempts + 1
                                    where notice_id in (
                                        select notice_id from webhook_delivery
                                        where ended_at is null and next_at <= ?
                                        order by next_at limit ? for update skip locked)
                                    returning notice_id, attempts)
                                select n.*, taken.attempts from taken
                                join notice n on n.id = taken.notice_id order by n.id
                                """,
                                now.plus(TAKEN),
                                now,
                                AT_ONCE)
                        .list(row -> new Due(NoticeStore.read(row), row.count("attempts"))));
    }

    private String tried(Webhooks.Webhook to, Notice notice) {
        try {
            var status = post.send(to, notice.id(), clock.instant(), body(notice));
            return Integer.toString(status);
        } catch (IOException failed) {
            return "no answer";
        }
    }

    private void answered(Due due, String answer) {
        if (answer.startsWith("2") || due.attempts() > PAUSES.size()) {
            end(due, answer);
            return;
        }
        database.sql(
                        "update webhook_delivery set next_at = ?, last_answer = ?"
                                + " where notice_id = ?",
                        clock.instant().plus(PAUSES.get(due.attempts() - 1)),
                        answer,
                        due.notice().id())
                .update();
    }

    private void end(Due due, String answer) {
        database.sql(
                        "update webhook_delivery set ended_at = ?, last_answer = ?"
                                + " where notice_id = ?",
                        clock.instant(),
                        answer,
                        due.notice().id())
                .update();
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
