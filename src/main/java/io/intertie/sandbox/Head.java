package io.intertie.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is the same on every chunk of an answer.
record Head(String id, long createdSeconds, SandboxModel model) {
    ObjectNode json(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", createdSeconds)
                .put("model", model.id())
                .put("provider", Json.PROVIDER)
                .put("system_fingerprint", Json.FINGERPRINT);
    }
}
