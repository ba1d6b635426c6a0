package io.intertie.gateway.wire;

import io.netty.channel.EventLoop;
import java.util.Map;

/// The client's end of one exchange, whatever front it came through.
///
/// All methods are called on its event loop, and never block. A client that has left swallows what
/// it is sent: it tells so by [Conversation#left].
public interface Client {
    /// The loop that this exchange lives on.
    EventLoop loop();

    /// Sends a JSON body that is known; nothing follows.
    void whole(int status, Map<String, String> headers, byte[] body);

    /// Begins a stream of server-sent events, with status 200.
    void begin(Map<String, String> headers);

    /// Sends some frames and flushes them.
    void send(byte[] frames);

    /// Ends the stream well.
    void end();

    /// Ends the connection, so that what was sent cannot be taken for a whole answer.
    void cut();

    /// Whether more may be sent; if not, [Conversation#writable] tells when.
    boolean isWritable();
}
