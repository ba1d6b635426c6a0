package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Failure.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// One call, from its start until its listener has heard how it ends.
final class Exchange implements UpstreamCall {
    private static final Logger LOG = System.getLogger(Exchange.class.getName());

    private final Target target;
    private final byte[] body;
    private final boolean streamed;
    private final UpstreamListener listener;
    private @Nullable Runnable abort;
    private @Nullable Connection connection;
    private boolean over;
    private boolean again;
    private boolean paused;

    Exchange(Target target, byte[] body, boolean streamed, UpstreamListener listener) {
        this.target = target;
        this.body = body;
        this.streamed = streamed;
        this.listener = listener;
    }

    Target target() {
        return target;
    }

    byte[] body() {
        return body;
    }

    boolean isStreamed() {
        return streamed;
    }

    /// Whether nothing more is to be said to the listener.
    boolean isOver() {
        return over;
    }

    boolean isPaused() {
        return paused;
    }

    /// Whether it may be sent once more, on a fresh connection; true once.
    boolean mayGoAgain() {
        var first = !again;
        again = true;
        return first;
    }

    /// A connection is being made for it, which `abort` stops.
    void waitsFor(Runnable abort) {
        this.abort = abort;
        connection = null;
    }

    /// It is on this connection now.
    void isOn(Connection connection) {
        this.connection = connection;
        abort = connection::drop;
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            stop();
        }
    }

    @Override
    public void pause() {
        read(false);
    }

    @Override
    public void resume() {
        read(true);
    }

    private void read(boolean reads) {
        if (over || paused != reads) {
            return;
        }
        paused = !reads;
        if (connection != null) {
            connection.read(reads);
        }
    }

    void event(byte[] data) {
        if (over) {
            return;
        }
        try {
            listener.event(data);
        } catch (RuntimeException | Error bug) {
            log(bug);
            failed(new Failure(Kind.FAILED, "an error of ours"));
        }
    }

    void whole(byte[] json) {
        last(() -> listener.body(json));
    }

    void ended(boolean marked) {
        last(() -> listener.ended(marked));
    }

    /// Ends the call; its connection is not used again.
    void failed(Failure failure) {
        if (!over) {
            refused(failure);
            stop();
        }
    }

    /// Ends the call by an answer of the provider's, after which its connection is as good as ever.
    void refused(Failure failure) {
        last(() -> listener.failed(failure));
    }

    private void last(Runnable word) {
        if (over) {
            return;
        }
        over = true;
        try {
            word.run();
        } catch (RuntimeException | Error bug) {
            log(bug);
            stop();
        }
    }

    private void stop() {
        var stopping = abort;
        abort = null;
        if (stopping != null) {
            stopping.run();
        }
    }

    /// An exception's message may quote what it choked on, so only its kind and place are told.
    private static void log(Throwable bug) {
        var trace = bug.getStackTrace();
        LOG.log(
                Level.ERROR,
                "a listener failed: {0} at {1}",
                bug.getClass().getName(),
                trace.length == 0 ? "?" : trace[0]);
    }
}
