package io.intertie.gateway.wire;

/// What a front tells of a client while its exchange is under way; on the exchange's event loop.
public interface Conversation {
    /// One whose end does not depend on the client.
    Conversation NONE =
            new Conversation() {
                @Override
                public void left() {}

                @Override
                public void writable() {}
            };

    /// The client has gone: nothing reaches it any more.
    void left();

    /// What was sent has gone out, more may follow.
    void writable();
}
