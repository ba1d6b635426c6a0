package io.intertie.gateway.dialect;

import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What all of OpenAI's endpoints have in common: their errors and headers.
abstract class OpenAi implements Dialect {
    @Override
    public Map<String, String> headers(UUID requestId) {
        return Map.of("x-request-id", requestId.toString());
    }

    @Override
    public byte[] refusal(Fault fault, UUID requestId) {
        return Json.write(fault.json());
    }

    @Override
    public byte[] failure(Fault fault, UUID requestId) {
        return Sse.frame(fault.json());
    }

    @Override
    public byte[] ping() {
        return Sse.ping();
    }

    /// The last event of a stream that stopped: the error, and what was charged.
    static byte[] stopped(Fault fault, Optional<Voice.Billed> billed) {
        var event = fault.json();
        billed.ifPresent(paid -> Json.set(event, "usage", usage(paid)));
        return Sse.frame(event);
    }

    /// The answer's `usage`, as JSON.
    static String usage(Voice.Billed billed) {
        return billed.receipt().usage(billed.usage());
    }
}
