package io.intertie.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/// What the sandbox offers under `/v1/models`.
enum SandboxModel {
    ECHO("echo-1", 0),
    SLOW("slow-1", 40),
    MINILM("all-minilm-l6-v2", 0);

    private final String id;
    private final int gapMillis;

    SandboxModel(String id, int gapMillis) {
        this.id = id;
        this.gapMillis = gapMillis;
    }

    /// The model of that name.
    ///
    /// @throws Problem 404 when there is none
    static SandboxModel named(String id) {
        return Stream.of(values())
                .filter(model -> model.id.equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.unknownModel(id));
    }

    /// The model of that name, which writes text.
    ///
    /// @throws Problem 404 when there is none, 400 when it does not write
    static SandboxModel writing(String id) {
        SandboxModel model = named(id);
        if (model == MINILM) {
            throw Problem.badRequest("model", "'" + id + "' embeds text and does not write any.");
        }
        return model;
    }

    /// The model of that name, which embeds text.
    ///
    /// @throws Problem 404 when there is none, 400 when it does not embed
    static SandboxModel embedding(String id) {
        SandboxModel model = named(id);
        if (model != MINILM) {
            throw Problem.badRequest("model", "'" + id + "' does not embed text.");
        }
        return model;
    }

    static ObjectNode list() {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (SandboxModel model : values()) {
            data.add(model.json());
        }
        return list;
    }

    ObjectNode json() {
        return Json.object()
                .put("id", id)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "intertie-sandbox");
    }

    String id() {
        return id;
    }

    /// The pause before each token where a request asks for none.
    int gapMillis() {
        return gapMillis;
    }
}
