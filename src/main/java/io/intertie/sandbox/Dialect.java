package io.intertie.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// How one endpoint words requests and answers; [ChatDialect] and [TextDialect] do.
interface Dialect {
    /// Understands a request, or refuses it by a [Problem].
    Ask read(Fields body, String behaviourHeader);

    /// What an answer's id begins with.
    String idPrefix();

    /// The `object` of a whole answer.
    String wholeName();

    /// The `object` of a chunk.
    String chunkName();

    /// The choice of the chunk before all others, absent when there is none.
    Optional<ObjectNode> opening(boolean callsTools);

    /// The choice of a chunk with one more part.
    ObjectNode delta(Part part);

    /// The choice of the chunk that says why the answer ended.
    ObjectNode closing(String finishReason);

    /// The choice of a whole answer.
    ObjectNode whole(Reply reply);
}
