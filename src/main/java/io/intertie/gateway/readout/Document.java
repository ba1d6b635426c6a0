package io.intertie.gateway.readout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.util.HashMap;
import java.util.Map;

/// An answer that is whole: its status, its headers by name in lower case, and JSON.
public record Document(int status, Map<String, String> headers, byte[] body) {
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/json", "cache-control", "no-store");

    public Document {
        headers = Map.copyOf(headers);
    }

    static Document of(ObjectNode data) {
        var whole = Json.object();
        whole.set("data", data);
        return new Document(200, HEADERS, Json.write(whole));
    }

    static Document of(Fault fault) {
        var headers = new HashMap<>(HEADERS);
        fault.retryAfter()
                .ifPresent(wait -> headers.put("retry-after", Long.toString(wait.toSeconds())));
        return new Document(fault.type().status(), headers, Json.write(fault.json()));
    }
}
