package io.intertie.certification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/// What came of a call. `status` is 0 where no answer came, `broken` what went wrong on the way.
record Reply(
        int status,
        String contentType,
        String body,
        List<Event> events,
        Optional<Finding> broken,
        Run.Exchange exchange) {
    static final JsonMapper JSON = new JsonMapper();
    private static final String DONE = "[DONE]";

    /// One `data:` line of a stream, and when it came since the call began.
    record Event(long nanos, String data) {
        boolean isDone() {
            return data.equals(DONE);
        }

        JsonNode json() {
            return parsed(data);
        }
    }

    Reply {
        events = List.copyOf(events);
    }

    /// The body as JSON; missing where it is none.
    JsonNode json() {
        return parsed(body);
    }

    static JsonNode parsed(String text) {
        try {
            var node = JSON.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException malformed) {
            return MissingNode.getInstance();
        }
    }

    boolean isStream() {
        return contentType.startsWith("text/event-stream");
    }

    /// What is wrong with an answer that should be a success, whatever it says.
    Optional<Finding> fault() {
        if (broken.isPresent() || status / 100 == 2) {
            return broken;
        }
        return Optional.of(
                switch (status) {
                    case 401, 403 -> Finding.CREDENTIAL_REFUSED;
                    case 404 -> Finding.MODEL_UNKNOWN;
                    case 429 -> Finding.RATE_LIMITED;
                    case 301, 302, 303, 307, 308 -> Finding.REDIRECTED;
                    default -> Finding.UNEXPECTED_STATUS;
                });
    }

    /// The chunks that carry something to read, of a stream.
    List<Event> written() {
        return events.stream().filter(event -> !event.isDone()).filter(Reply::says).toList();
    }

    private static boolean says(Event event) {
        var delta = event.json().path("choices").path(0).path("delta");
        return !delta.path("content").asText("").isEmpty()
                || !delta.path("reasoning_content").asText("").isEmpty()
                || delta.path("tool_calls").size() > 0;
    }

    /// The usage that came last, of a stream or a whole answer.
    JsonNode usage() {
        return events.reversed().stream()
                .filter(event -> !event.isDone())
                .map(event -> event.json().path("usage"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseGet(() -> json().path("usage"));
    }
}
