package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Steps through trees that strangers wrote, where anything may stand anywhere.
final class Nodes {
    private Nodes() {}

    /// The object at a field; whatever else stands there gives way to an empty one.
    static ObjectNode object(ObjectNode parent, String field) {
        return parent.get(field) instanceof ObjectNode object ? object : parent.putObject(field);
    }

    /// The list at a field; whatever else stands there gives way to an empty one.
    static ArrayNode list(ObjectNode parent, String field) {
        return parent.get(field) instanceof ArrayNode list ? list : parent.putArray(field);
    }
}
