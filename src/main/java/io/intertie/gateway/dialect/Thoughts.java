package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.util.Base64;
import java.util.Optional;

/// Thoughts that go back to the provider that had them, in the form of `reasoning_details`.
///
/// What proves a thought is opaque to us: it returns as it came. Google proves it beside a tool
/// call, where other dialects have no place: it travels as a thought that only the provider can
/// read, and stands beside its call again when a client hands it back.
final class Thoughts {
    /// No provider's own text begins so: they write Base64.
    private static final String BESIDE = "call.";

    private Thoughts() {}

    static ArrayNode signed(String text, String signature) {
        var details = JsonNodeFactory.instance.arrayNode();
        if (!signature.isEmpty()) {
            details.addObject()
                    .put("type", "reasoning.text")
                    .put("text", text)
                    .put("signature", signature);
        }
        return details;
    }

    static ArrayNode redacted(String data) {
        var details = JsonNodeFactory.instance.arrayNode();
        details.addObject().put("type", "reasoning.encrypted").put("data", data);
        return details;
    }

    /// What a provider of a model has put beside a call.
    record Beside(String model, String callId, ObjectNode content) {
        /// As the data of a thought that only the provider can read.
        String data() {
            var call = Json.object().put("model", model).put("id", callId);
            call.set("extra_content", content);
            return BESIDE + encoded(call);
        }

        /// Whether a request is for the model, by its name and perhaps an order to try providers
        /// in.
        boolean isOf(String asked) {
            return asked.equals(model) || asked.startsWith(model + ":");
        }

        /// Such data read again; empty where somebody else wrote it.
        static Optional<Beside> of(String data) {
            return data.startsWith(BESIDE)
                    ? decoded(data.substring(BESIDE.length()))
                            .filter(call -> call.path("extra_content").isObject())
                            .map(call ->
                                    new Beside(
                                            call.path("model").asText(),
                                            call.path("id").asText(),
                                            Nodes.object(call, "extra_content")))
                    : Optional.empty();
        }
    }

    /// Details as one opaque text, which a client of responses hands back.
    static String sealed(ArrayNode details) {
        return encoded(Json.object().set("details", details));
    }

    /// The details in such a text; none if another market wrote it.
    static ArrayNode unsealed(String text) {
        return decoded(text)
                .map(seal -> seal.path("details"))
                .filter(ArrayNode.class::isInstance)
                .map(ArrayNode.class::cast)
                .orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    private static String encoded(ObjectNode seal) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(seal));
    }

    private static Optional<ObjectNode> decoded(String text) {
        try {
            return Json.read(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
