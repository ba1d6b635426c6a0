package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;

/// The events of a message's blocks of content, of which one is open at a time.
final class MessageBlocks {
    private Frames frames = new Frames();
    private String open = "";
    private int index = -1;

    void event(ObjectNode event) {
        frames.event(event);
    }

    /// The events since the last time.
    byte[] taken() {
        var taken = frames.bytes();
        frames = new Frames();
        return taken;
    }

    boolean isIn(String type) {
        return open.equals(type);
    }

    /// Opens an empty block of text or of thinking.
    void enter(String type) {
        var content = Json.object().put("type", type).put(type, "");
        start(type.equals("thinking") ? content.put("signature", "") : content);
    }

    void start(ObjectNode content) {
        index++;
        open = content.path("type").textValue();
        var event = Json.object().put("type", "content_block_start").put("index", index);
        event.set("content_block", content);
        frames.event(event);
    }

    void delta(String type, String field, String text) {
        var event = Json.object().put("type", "content_block_delta").put("index", index);
        event.putObject("delta").put("type", type).put(field, text);
        frames.event(event);
    }

    void close() {
        if (!open.isEmpty()) {
            frames.event(Json.object().put("type", "content_block_stop").put("index", index));
        }
        open = "";
    }
}
