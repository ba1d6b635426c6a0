package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One step of a provider's answer, as it arrives.
public sealed interface Piece {
    /// A chunk of a stream, or the whole body of an answer that is not streamed.
    record Chunk(ObjectNode json) implements Piece {}

    /// The answer has ended; `marked` by `[DONE]` or a whole body, otherwise the stream just ended.
    record End(boolean marked) implements Piece {}

    /// The answer will not go on.
    record Broken(Failure failure) implements Piece {}
}
