package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Failure.Kind;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.Piece;
import io.intertie.gateway.wire.Sse;
import io.intertie.platform.http.GuardedClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/// One call under way: opened once, then read piece by piece, and closed.
///
/// `cancel` may come from any thread at any time; it ends whatever blocks here.
public final class Attempt implements AutoCloseable {
    private static final int LARGEST_BODY = 64 * 1024 * 1024;
    private static final int LARGEST_ERROR = 64 * 1024;
    private static final int LONGEST_MESSAGE = 500;

    private final CloseableHttpClient client;
    private final HttpPost post;
    private final boolean streamed;
    private @Nullable ClassicHttpResponse response;
    private @Nullable Sse events;
    private boolean bodyTaken;
    private boolean endSeen;

    Attempt(CloseableHttpClient client, HttpPost post, boolean streamed) {
        this.client = client;
        this.post = post;
        this.streamed = streamed;
    }

    /// Sends the request and waits for the head of the answer; tells what went wrong, if anything.
    public Optional<Failure> open() {
        try {
            var answer = sent();
            response = answer;
            var status = answer.getCode();
            if (status / 100 != 2) {
                return Optional.of(refusal(status, answer.getEntity()));
            }
            var entity = answer.getEntity();
            if (entity == null) {
                return Optional.of(new Failure(Kind.FAILED, "the answer is empty"));
            }
            if (streamed) {
                if (!String.valueOf(entity.getContentType()).startsWith("text/event-stream")) {
                    return Optional.of(new Failure(Kind.FAILED, "the answer is no stream"));
                }
                events = new Sse(entity.getContent());
            }
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(unanswered(failed));
        }
    }

    private ClassicHttpResponse sent() throws IOException {
        try {
            return GuardedClient.sent(client, post);
        } catch (NoHttpResponseException stale) {
            // The provider closed a pooled connection just as we used it: nothing was processed.
            return GuardedClient.sent(client, post);
        }
    }

    private static Failure unanswered(IOException failed) {
        var slow = failed instanceof SocketTimeoutException;
        return slow && !(failed instanceof ConnectTimeoutException)
                ? new Failure(Kind.TIMED_OUT, "no answer in time")
                : new Failure(Kind.UNREACHABLE, "no connection");
    }

    private static Failure refusal(int status, @Nullable HttpEntity entity) throws IOException {
        return switch (status) {
            case 403 -> new Failure(Kind.FORBIDDEN, "status 403");
            case 429 -> new Failure(Kind.BUSY, "status 429");
            case 408, 504 -> new Failure(Kind.TIMED_OUT, "status " + status);
            case 400, 413, 422 -> new Failure(Kind.REJECTED, providersMessage(entity));
            default -> new Failure(Kind.FAILED, "status " + status);
        };
    }

    private static String providersMessage(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "no reason given";
        }
        try (var in = entity.getContent()) {
            var message =
                    Json.read(in.readNBytes(LARGEST_ERROR))
                            .map(body -> body.path("error").path("message").asText())
                            .filter(text -> !text.isBlank())
                            .orElse("no reason given");
            return message.length() <= LONGEST_MESSAGE
                    ? message
                    : message.substring(0, LONGEST_MESSAGE) + "…";
        }
    }

    /// Waits for the next piece of the answer.
    public Piece next() {
        try {
            return events == null ? body() : event(events);
        } catch (SocketTimeoutException silent) {
            return new Piece.Broken(new Failure(Kind.TIMED_OUT, "the provider fell silent"));
        } catch (IOException broken) {
            return new Piece.Broken(new Failure(Kind.BROKEN, "the connection broke"));
        }
    }

    private Piece event(Sse stream) throws IOException {
        var data = stream.next();
        if (data.isEmpty() || data.get().equals(Sse.DONE)) {
            endSeen = data.isPresent();
            return new Piece.End(endSeen);
        }
        return chunk(Json.read(data.get()));
    }

    private Piece body() throws IOException {
        if (bodyTaken || response == null) {
            return new Piece.End(true);
        }
        bodyTaken = true;
        try (InputStream in = response.getEntity().getContent()) {
            return chunk(Json.read(in.readNBytes(LARGEST_BODY)));
        }
    }

    private static Piece chunk(Optional<com.fasterxml.jackson.databind.node.ObjectNode> json) {
        if (json.isEmpty()) {
            return new Piece.Broken(new Failure(Kind.FAILED, "the answer is not JSON"));
        }
        return json.get().hasNonNull("error")
                ? new Piece.Broken(new Failure(Kind.FAILED, "the provider reported an error"))
                : new Piece.Chunk(json.get());
    }

    /// Ends the call now, whatever it waits for.
    public void cancel() {
        post.cancel();
    }

    /// Gives the connection back, or drops it where the answer was not read to its end.
    @Override
    public void close() {
        try {
            if (endSeen && events != null) {
                // Only a connection that was read to the end can be used again.
                events.next();
            }
            if (response != null) {
                response.close();
            }
        } catch (IOException alreadyGone) {
            // What is closed for us is closed.
        }
    }
}
