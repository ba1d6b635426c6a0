package io.intertie.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Events as JSON text, and back.
final class EventText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventText() {}

    static String write(Record event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException failed) {
            throw new IllegalArgumentException("event " + event.getClass(), failed);
        }
    }

    static Object read(String type, String payload) {
        try {
            // The name was written by this application; only its own records are accepted.
            var known = Class.forName(type, false, EventText.class.getClassLoader());
            if (!known.isRecord() || !type.startsWith("io.intertie.")) {
                throw new IllegalStateException("event of " + type);
            }
            return JSON.readValue(payload, known);
        } catch (ClassNotFoundException | JsonProcessingException failed) {
            throw new IllegalStateException("event of " + type, failed);
        }
    }
}
