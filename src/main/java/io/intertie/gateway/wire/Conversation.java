package io.intertie.gateway.wire;

/// What a front tells of a client while its exchange is under way; on the exchange's event loop.
public interface Conversation {
    /// The client has gone: nothing reaches it any more.
    void left();

    /// What was sent has gone out, more may follow.
    void writable();
}
