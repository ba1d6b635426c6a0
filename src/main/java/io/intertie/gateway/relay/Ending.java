package io.intertie.gateway.relay;

import io.intertie.gateway.wire.Failure;

/// How the way of an answer to its client ended.
public sealed interface Ending {
    /// The provider's answer is whole.
    record Complete() implements Ending {}

    /// The client closed its connection.
    record ClientLeft() implements Ending {}

    /// The provider's answer stopped before its end.
    record Stopped(Failure failure) implements Ending {}
}
