package io.intertie.certification;

import static io.intertie.certification.Finding.TOO_LARGE;

import io.intertie.platform.http.GuardedClient;
import io.intertie.platform.http.HostResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Calls one endpoint and takes down what came, never more than is bearable, never for longer than
/// allowed: a call that drips on is cut at its deadline.
final class Probe implements AutoCloseable {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_EVENTS = 4_096;
    private static final int CONNECTIONS = 64;

    private final URI endpoint;
    private final Pace pace;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("certification deadlines").daemon().factory());
    private final Set<HttpUriRequestBase> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;
    private volatile long stepEndsNanos;

    Probe(URI endpoint, HostResolver resolver, Pace pace) {
        this.endpoint = endpoint;
        this.pace = pace;
        this.stepEndsNanos = System.nanoTime() + pace.step().toNanos();
        this.client =
                GuardedClient.open(
                        resolver,
                        new GuardedClient.Reach(pace.connect(), CONNECTIONS, CONNECTIONS));
    }

    /// Gives the next step its time.
    void allow(Duration time) {
        stepEndsNanos = System.nanoTime() + time.toNanos();
    }

    /// What came by now, of an answer under way.
    private static final class Taken {
        private int status;
        private String contentType = "";
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final List<Reply.Event> events = new ArrayList<>();

        private boolean isTooLarge() {
            return body.size() > MOST_BYTES || events.size() > MOST_EVENTS;
        }

        private void add(byte[] buffer, int count, long nanos) {
            body.write(buffer, 0, count);
            for (int at = 0; at < count; at++) {
                if (buffer[at] != '\n') {
                    line.write(buffer[at]);
                    continue;
                }
                var text = line.toString(StandardCharsets.UTF_8).strip();
                line.reset();
                if (text.startsWith("data:")) {
                    events.add(new Reply.Event(nanos, text.substring(5).strip()));
                }
            }
        }
    }

    /// Makes a call; whatever goes wrong is told in the reply.
    Reply send(Question question) {
        var began = System.nanoTime();
        var left = Math.min(pace.answer().toNanos(), stepEndsNanos - began);
        var taken = new Taken();
        var request = request(question, Math.max(left, 1));
        underWay.add(request);
        var alarm = timer.schedule(request::cancel, left, TimeUnit.NANOSECONDS);
        try {
            if (cancelled) {
                return reply(question, taken, Optional.of(Finding.BROKEN));
            }
            return reply(question, taken, taken(request, taken, began));
        } catch (IOException failed) {
            var late = System.nanoTime() - began >= left;
            var cause = late ? Finding.TIMED_OUT : why(failed);
            return reply(question, taken, Optional.of(taken.isTooLarge() ? TOO_LARGE : cause));
        } finally {
            alarm.cancel(false);
            underWay.remove(request);
        }
    }

    private HttpUriRequestBase request(Question question, long nanos) {
        var uri = URI.create(endpoint + question.path());
        var request = question.isReading() ? new HttpGet(uri) : new HttpPost(uri);
        if (!question.isReading()) {
            var body = question.body().getBytes(StandardCharsets.UTF_8);
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        request.setHeader(HttpHeaders.ACCEPT, accepted(question));
        question.credential()
                .ifPresent(secret ->
                        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + secret.reveal()));
        request.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(pace.connect()))
                        .setResponseTimeout(Timeout.ofMilliseconds(nanos / 1_000_000 + 1))
                        .build());
        return request;
    }

    private static String accepted(Question question) {
        return question.streamed() ? "text/event-stream" : "application/json";
    }

    private Optional<Finding> taken(HttpUriRequestBase request, Taken taken, long began)
            throws IOException {
        try (ClassicHttpResponse response = GuardedClient.sent(client, request)) {
            taken.status = response.getCode();
            return read(request, response.getEntity(), taken, began);
        }
    }

    private static Optional<Finding> read(
            HttpUriRequestBase request, @Nullable HttpEntity entity, Taken taken, long began)
            throws IOException {
        if (entity == null) {
            return Optional.empty();
        }
        taken.contentType = String.valueOf(entity.getContentType());
        var in = entity.getContent();
        var buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            taken.add(buffer, count, System.nanoTime() - began);
            if (taken.isTooLarge()) {
                // Or the rest would be read, to use the connection again.
                request.cancel();
                return Optional.of(TOO_LARGE);
            }
        }
        return Optional.empty();
    }

    private static Finding why(IOException failed) {
        return switch (failed) {
            case UnknownHostException _ -> Finding.ADDRESS_REFUSED;
            case SSLException _ -> Finding.TLS_FAILED;
            case SocketTimeoutException _ -> Finding.TIMED_OUT;
            case java.net.ConnectException _ -> Finding.UNREACHABLE;
            default -> Finding.BROKEN;
        };
    }

    private Reply reply(Question question, Taken taken, Optional<Finding> broken) {
        var body = taken.body.toString(StandardCharsets.UTF_8);
        var shown = new Shown(endpoint, question);
        return new Reply(
                taken.status,
                taken.contentType,
                body,
                taken.events,
                broken,
                new Run.Exchange(
                        shown.request(), shown.response(taken.status, taken.contentType, body)));
    }

    /// Ends what is under way, and lets nothing begin.
    void cancel() {
        cancelled = true;
        underWay.forEach(HttpUriRequestBase::cancel);
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void close() {
        cancel();
        timer.shutdownNow();
        try {
            client.close();
        } catch (IOException alreadyGone) {
            // What is closed for us is closed.
        }
    }
}
