package io.intertie.gateway.wire;

import java.io.IOException;

/// The client's end of a stream.
@FunctionalInterface
public interface Sink {
    /// Writes one frame and flushes it.
    ///
    /// @throws IOException if the client has left
    void send(byte[] frame) throws IOException;
}
