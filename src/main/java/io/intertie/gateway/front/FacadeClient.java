package io.intertie.gateway.front;

import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Conversation;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The client's end of one exchange on the portal's port, where writing blocks.
///
/// The event loop leaves what is to be sent; one virtual thread takes it out and writes it. It also
/// looks whether the client is still there, for the server itself does not tell.
final class FacadeClient implements Client {
    /// What is to be done next on the way to the client.
    sealed interface Step {
        record Whole(int status, Map<String, String> headers, byte[] body) implements Step {}

        record Begin(Map<String, String> headers) implements Step {}

        record Frames(byte[] bytes) implements Step {}

        record End() implements Step {}

        record Cut() implements Step {}
    }

    private static final int HIGH = 64 * 1024;
    private static final int LOW = 16 * 1024;
    // Whoever sends on in spite of `isWritable` is stopped here.
    private static final int MOST = 16 * 1024 * 1024;
    private static final long GLANCE_MILLIS = 100;

    private enum Stage {
        SILENT,
        STREAMING,
        OVER
    }

    private final EventLoop loop;
    private final BooleanSupplier presence;
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    // Of the loop alone:
    private Stage stage = Stage.SILENT;
    private boolean isFull;
    private @Nullable Conversation conversation;

    FacadeClient(EventLoop loop, BooleanSupplier presence) {
        this.loop = loop;
        this.presence = presence;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    /// Who is to be told of the client.
    void talksTo(Conversation partner) {
        conversation = partner;
    }

    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {
        if (stage == Stage.SILENT) {
            stage = Stage.OVER;
            steps.add(new Step.Whole(status, Map.copyOf(headers), body));
        } else {
            cut();
        }
    }

    @Override
    public void begin(Map<String, String> headers) {
        if (stage == Stage.SILENT) {
            stage = Stage.STREAMING;
            steps.add(new Step.Begin(Map.copyOf(headers)));
        } else {
            cut();
        }
    }

    @Override
    public void send(byte[] frames) {
        if (stage == Stage.STREAMING && frames.length > 0) {
            if (waiting.addAndGet(frames.length) > MOST) {
                left();
                return;
            }
            steps.add(new Step.Frames(frames));
        }
    }

    @Override
    public void end() {
        if (stage == Stage.STREAMING) {
            stage = Stage.OVER;
            steps.add(new Step.End());
        }
    }

    @Override
    public void cut() {
        if (stage != Stage.OVER) {
            stage = Stage.OVER;
            steps.add(new Step.Cut());
        }
    }

    @Override
    public boolean isWritable() {
        isFull |= waiting.get() >= HIGH;
        return !isFull;
    }

    /// The conversation broke by an error of ours.
    void broke() {
        if (stage == Stage.SILENT) {
            whole(Refusal.BROKEN.status(), Refusal.BROKEN.headers(), Refusal.BROKEN.body());
        } else {
            cut();
        }
    }

    /// The client has gone; on the loop.
    private void left() {
        if (stage != Stage.OVER) {
            stage = Stage.OVER;
            steps.add(new Step.Cut());
            var partner = conversation;
            if (partner != null) {
                partner.left();
            }
        }
    }

    private void drained() {
        var partner = conversation;
        if (isFull && waiting.get() <= LOW) {
            isFull = false;
            if (stage != Stage.OVER && partner != null) {
                partner.writable();
            }
        }
    }

    /// The next step; on the writing thread, which waits for it.
    Step next() throws InterruptedException {
        while (true) {
            var step = steps.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            if (step != null) {
                return step;
            }
            if (!presence.getAsBoolean()) {
                gone();
                return steps.take();
            }
        }
    }

    /// Writes a stream to its end.
    ///
    /// @throws IOException if the client has left, or the stream is cut
    void write(OutputStream out) throws IOException {
        try {
            for (var step = next(); !(step instanceof Step.End); step = next()) {
                if (!(step instanceof Step.Frames(var bytes))) {
                    throw new IOException("the stream is cut");
                }
                out.write(bytes);
                out.flush();
                var before = waiting.getAndAdd(-bytes.length);
                if (before > LOW && before - bytes.length <= LOW) {
                    onLoop(this::drained);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            gone();
        } catch (IOException broken) {
            gone();
            throw broken;
        }
    }

    /// It cannot be reached any more.
    void gone() {
        onLoop(this::left);
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException stopped) {
            // The node has ended, and with it whoever could be told.
            steps.add(new Step.Cut());
        }
    }
}
