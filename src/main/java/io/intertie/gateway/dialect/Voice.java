package io.intertie.gateway.dialect;

import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Receipt;
import io.intertie.gateway.wire.Usage;
import java.util.Optional;

/// One answer in its client's dialect. Frames are whole server-sent events, in the order in which
/// they must leave; empty where nothing is to be said yet. Used by one event loop.
public interface Voice {
    /// A receipt and the counts that were billed by it.
    record Billed(Receipt receipt, Usage usage) {}

    /// The frames for a chunk of the provider's stream.
    byte[] chunk(Chunk chunk);

    /// The last frames of a stream that ended well, with usage and cost.
    byte[] end(Billed billed);

    /// The last frames of a stream that stopped; with what was charged, where anything was.
    byte[] failure(Fault fault, Optional<Billed> billed);

    /// The whole answer's body, with usage and cost.
    byte[] whole(Chunk answer, Billed billed);
}
