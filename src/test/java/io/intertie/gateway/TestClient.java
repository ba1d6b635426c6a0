package io.intertie.gateway;

import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Conversation;
import io.intertie.gateway.wire.Json;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A client that keeps what it is sent, and leaves when it has heard enough.
final class TestClient implements Client {
    private static final Pattern EVENT = Pattern.compile("(?<=\n\n)");
    private static final MultiThreadIoEventLoopGroup LOOPS =
            new MultiThreadIoEventLoopGroup(
                    2, new DefaultThreadFactory("test", true), NioIoHandler.newFactory());

    private final EventLoop loop = LOOPS.next();
    private final CompletableFuture<Heard> done = new CompletableFuture<>();
    private final List<String> events = new ArrayList<>();
    private final Predicate<String> stays;
    private Map<String, String> headers = Map.of();
    private Conversation conversation = Conversation.NONE;
    private boolean hasLeft;

    /// A client that stays as long as its predicate says so of each event.
    TestClient(Predicate<String> stays) {
        this.stays = stays;
    }

    void talksTo(Conversation other) {
        conversation = other;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void whole(int status, Map<String, String> itsHeaders, byte[] body) {
        done(new Heard(status, itsHeaders, Json.read(body).orElseThrow(), List.of()));
    }

    /// Whoever asks for it hears of it when this turn of the loop is over.
    private void done(Heard heard) {
        loop.execute(() -> done.complete(heard));
    }

    @Override
    public void begin(Map<String, String> itsHeaders) {
        headers = itsHeaders;
    }

    @Override
    public void send(byte[] frames) {
        for (var event : EVENT.splitAsStream(text(frames)).toList()) {
            if (!hasLeft && stays.test(event)) {
                events.add(event);
            } else if (!hasLeft) {
                hasLeft = true;
                loop.execute(this::leave);
            }
        }
    }

    private static String text(byte[] frames) {
        return new String(frames, StandardCharsets.UTF_8);
    }

    /// Leaves now.
    void leave() {
        hasLeft = true;
        conversation.left();
        end();
    }

    @Override
    public void end() {
        done(new Heard(200, headers, Json.object(), List.copyOf(events)));
    }

    @Override
    public void cut() {
        done(new Heard(0, headers, Json.object(), List.copyOf(events)));
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    Heard heard() {
        return done.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
