package io.intertie.gateway.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Call;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Feed;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.Nameplate;
import io.intertie.gateway.wire.Piece;
import io.intertie.gateway.wire.Sink;
import io.intertie.gateway.wire.Sse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Passes one stream on, chunk by chunk, until it ends or the client has left.
///
/// The provider's usage is kept back: the last chunk is written when the request is on record.
public final class Relay {
    /// How often the client's presence is looked at while nothing comes.
    static final Duration GLANCE = Duration.ofMillis(100);

    private final Feed feed;
    private final Call.Presence client;
    private final Tally tally;
    private final Silence silence;
    private ObjectNode last = Json.object();

    /// When to speak up, and when to give up. **Units** `System.nanoTime` for the deadline.
    public record Silence(Duration pingAfter, long deadlineNanos) {}

    public Relay(Feed feed, Call.Presence client, Tally tally, Silence silence) {
        this.feed = feed;
        this.client = client;
        this.tally = tally;
        this.silence = silence;
    }

    /// The last chunk that was passed on, whose id and time the usage chunk takes over.
    public ObjectNode lastChunk() {
        return last;
    }

    /// Streams to the sink; `names` tells the nameplate once the first chunk has come.
    public Ending run(Sink sink, Supplier<Nameplate> names) throws InterruptedException {
        var quietSince = System.nanoTime();
        while (true) {
            var piece = feed.next(GLANCE);
            var now = System.nanoTime();
            if (!client.isThere()) {
                return left();
            }
            if (now - silence.deadlineNanos() > 0) {
                feed.cancel();
                return new Ending.Stopped(
                        new Failure(Failure.Kind.TIMED_OUT, "the answer took too long"));
            }
            try {
                if (piece.isEmpty()) {
                    if (now - quietSince >= silence.pingAfter().toNanos()) {
                        sink.send(Sse.ping());
                        quietSince = now;
                    }
                    continue;
                }
                var ending = passOn(piece.get(), sink, names);
                if (ending.isPresent()) {
                    return ending.get();
                }
                quietSince = now;
            } catch (IOException gone) {
                return left();
            }
        }
    }

    private Ending left() {
        feed.cancel();
        return new Ending.ClientLeft();
    }

    private Optional<Ending> passOn(Piece piece, Sink sink, Supplier<Nameplate> names)
            throws IOException {
        return switch (piece) {
            case Piece.Chunk(var json) -> {
                tally.heard(json);
                json.remove("usage");
                // A chunk that held the usage alone has been kept back whole.
                if (json.path("choices").size() > 0) {
                    sink.send(Sse.frame(names.get().on(json)));
                    tally.delivered(json, System.nanoTime());
                    last = json;
                }
                yield Optional.empty();
            }
            case Piece.End(var marked) ->
                    Optional.of(
                            marked || tally.finishReason().isPresent()
                                    ? new Ending.Complete()
                                    : new Ending.Stopped(
                                            new Failure(
                                                    Failure.Kind.BROKEN,
                                                    "the stream ended early")));
            case Piece.Broken(var failure) -> Optional.of(new Ending.Stopped(failure));
        };
    }
}
