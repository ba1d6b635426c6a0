package io.intertie.gateway.front;

import io.intertie.gateway.wire.Arrival;
import io.intertie.gateway.wire.Heads;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// One request while it is read and answered.
final class Question {
    // A body that comes slower than this in the time it has is too slow.
    private static final int PROGRESS = 4096;

    private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");

    /// The names that the gateway asks for, with their hashes: they are constants of its code.
    private static final Map<String, AsciiString> NAMES = new ConcurrentHashMap<>();

    private final HttpRequest head;
    private final Target target;
    private final RequestBody body;
    private int awaited = PROGRESS;

    Question(HttpRequest head, Target target, BodyRoom room) {
        this.head = head;
        this.target = target;
        this.body = new RequestBody(room, HeadRules.length(head));
    }

    /// Takes some more of the body, or tells why not.
    Optional<Refusal> add(HttpContent content) {
        return content.decoderResult().isFailure()
                ? Optional.of(Refusal.MALFORMED)
                : body.add(content.content());
    }

    /// Whether the body has come on since this was last asked.
    boolean hasProgressed() {
        if (body.size() < awaited) {
            return false;
        }
        awaited = body.size() + PROGRESS;
        return true;
    }

    /// An answer that needs nobody behind the front.
    Optional<Hall.Known> known() {
        return Hall.answer(head.method().name(), target);
    }

    NettyClient.Manner manner() {
        return HeadRules.manner(head);
    }

    /// What is handed on when it is whole.
    Arrival arrival(UUID id, Origins origins, SocketAddress peer, Instant receivedAt) {
        var headers = head.headers();
        var forwardedFor = headers.getAll(FORWARDED_FOR);
        Heads heads =
                name ->
                        Optional.ofNullable(
                                headers.get(NAMES.computeIfAbsent(name, AsciiString::cached)));
        return new Arrival(
                id,
                head.method().name(),
                target.endpoint().orElseThrow(),
                target.query(),
                heads,
                origins.of(((InetSocketAddress) peer).getAddress(), forwardedFor),
                body.whole(),
                receivedAt);
    }

    /// It needs no room any more.
    void release() {
        body.release();
    }
}
