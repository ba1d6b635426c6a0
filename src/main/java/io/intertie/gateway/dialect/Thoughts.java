package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.intertie.gateway.wire.Json;
import java.util.Base64;

/// Thoughts that go back to the provider that had them, in the form of `reasoning_details`.
///
/// What proves a thought is opaque to us: it returns as it came.
final class Thoughts {
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

    /// Details as one opaque text, which a client of responses hands back.
    static String sealed(ArrayNode details) {
        var bytes = Json.write(Json.object().set("details", details));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The details in such a text; none if another market wrote it.
    static ArrayNode unsealed(String text) {
        try {
            return Json.read(Base64.getUrlDecoder().decode(text))
                    .map(seal -> seal.path("details"))
                    .filter(ArrayNode.class::isInstance)
                    .map(ArrayNode.class::cast)
                    .orElseGet(JsonNodeFactory.instance::arrayNode);
        } catch (IllegalArgumentException foreign) {
            return JsonNodeFactory.instance.arrayNode();
        }
    }
}
