package io.intertie.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.intertie.gateway.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// OpenAI's own document of its API, which is not ours to ship.
final class OpenAiDocument {
    private static final Path FILE =
            Path.of(
                    System.getProperty("intertie.spec", "../shared/spec"),
                    "openai-openapi-2.3.0.json");

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> known = new HashMap<>();
    private final Map<String, String> events = new HashMap<>();
    private final ObjectNode components;

    private OpenAiDocument(ObjectNode components) {
        this.components = components;
        // Webhooks and what is still tried out have events of the same types.
        for (var member : components.at("/schemas/ResponseStreamEvent/anyOf")) {
            var name = member.path("$ref").asText().replace("#/components/schemas/", "");
            var type = components.at("/schemas/" + name + "/properties/type/enum/0").asText();
            events.put(type, name);
        }
    }

    /// Reads it, or skips the test where it does not lie.
    static OpenAiDocument read() throws IOException {
        assumeTrue(
                Files.exists(FILE),
                FILE + " is not there; give its folder by -Dintertie.spec to run this test");
        var document = (ObjectNode) new ObjectMapper().readTree(Files.readAllBytes(FILE));
        var components = document.withObjectProperty("components");
        allowNulls(components);
        return new OpenAiDocument(components);
    }

    /// What an older version of the standard says by `nullable`, which JSON schema does not know.
    private static void allowNulls(JsonNode node) {
        node.forEach(OpenAiDocument::allowNulls);
        if (!(node instanceof ObjectNode schema) || !schema.path("nullable").asBoolean(false)) {
            return;
        }
        if (schema.path("type").isTextual()) {
            var type = schema.path("type").textValue();
            schema.putArray("type").add(type).add("null");
            if (schema.path("enum") instanceof ArrayNode values) {
                values.addNull();
            }
        } else if (schema.has("$ref")) {
            var ref = schema.remove("$ref");
            var any = schema.putArray("anyOf");
            any.addObject().set("$ref", ref);
            any.addObject().put("type", "null");
        }
    }

    /// Checks that a schema of the document allows what was said.
    void allows(String schema, JsonNode said) {
        var faults =
                known.computeIfAbsent(schema, this::schema).validate(said).stream()
                        .map(Object::toString)
                        .toList();
        assertEquals(List.of(), faults, () -> schema + " does not allow " + said);
    }

    /// The same for an event of a response, whose type names its schema.
    void allowsEvent(JsonNode event) {
        var type = event.path("type").asText();
        allows(Objects.requireNonNull(events.get(type), type), event);
    }

    private Schema schema(String name) {
        var root = Json.object().put("$ref", "#/components/schemas/" + name);
        root.set("components", components);
        return registry.getSchema(root);
    }
}
