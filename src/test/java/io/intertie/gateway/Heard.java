package io.intertie.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.util.List;
import java.util.Map;

/// What a client got: a body, or the events of a stream.
record Heard(int status, Map<String, String> headers, ObjectNode body, List<String> events) {

    /// The events that hold JSON.
    List<ObjectNode> chunks() {
        return events.stream()
                .filter(event -> event.startsWith("data: {"))
                .map(event -> Json.read(event.substring(6)).orElseThrow())
                .toList();
    }

    /// The answer's text, streamed or not.
    String text() {
        var text = new StringBuilder(body.at("/choices/0/message/content").asText(""));
        chunks().forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText("")));
        return text.toString();
    }

    JsonNode usage() {
        return events.isEmpty() ? body.path("usage") : last().path("usage");
    }

    JsonNode error() {
        return events.isEmpty() ? body.path("error") : last().path("error");
    }

    private ObjectNode last() {
        return chunks().getLast();
    }

    boolean isDone() {
        return !events.isEmpty() && events.getLast().equals("data: [DONE]\n\n");
    }
}
