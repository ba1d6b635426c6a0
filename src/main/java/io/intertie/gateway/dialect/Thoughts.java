package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// Thoughts that go back to the provider that had them, in the form of `reasoning_details`.
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
}
