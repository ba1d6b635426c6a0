package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// `/v1/embeddings`: real vectors of a real model, and its own token counts.
///
/// A behaviour is asked for in the header, or in the last text of the input.
final class Embeddings implements Endpoint {
    private static final int MOST_INPUTS = 2_048;

    /// What is asked for, as tokens.
    private record Texts(List<int[]> tokens, boolean base64, Behaviour behaviour) {}

    @Override
    public Answer read(Fields body, String behaviourHeader) {
        SandboxModel.embedding(body.requiredText("model"));
        boolean base64 = base64(body);
        if (body.positive("dimensions").orElse(MiniLm.DIMENSIONS) != MiniLm.DIMENSIONS) {
            throw Problem.badRequest(
                    "dimensions", "The model has " + MiniLm.DIMENSIONS + " dimensions.");
        }
        List<JsonNode> inputs = inputs(body.at("input"));
        List<int[]> tokens = inputs.stream().map(Embeddings::tokens).toList();
        Behaviour behaviour = Behaviour.of(behaviourHeader, inputs.getLast().asText());
        Texts texts = new Texts(tokens, base64, behaviour);
        return visitor -> answer(visitor, texts);
    }

    private static void answer(Visitor visitor, Texts texts) throws IOException {
        visitor.awaitAnswer(texts.behaviour());
        visitor.failInsteadOfAnswer(texts.behaviour());
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (int i = 0; i < texts.tokens().size(); i++) {
            float[] vector = MiniLm.loaded().vector(texts.tokens().get(i));
            data.addObject()
                    .put("object", "embedding")
                    .put("index", i)
                    .set("embedding", written(vector, texts.base64()));
        }
        answer.put("model", SandboxModel.MINILM.id())
                .put("provider", Json.PROVIDER)
                .put("system_fingerprint", Json.FINGERPRINT);
        int tokens = texts.tokens().stream().mapToInt(text -> text.length).sum();
        report(answer, tokens, texts.behaviour());
        visitor.reply(200, answer);
    }

    private static boolean base64(Fields body) {
        return switch (body.text("encoding_format").orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default ->
                    throw Problem.badRequest(
                            "encoding_format", "'encoding_format' is float or base64.");
        };
    }

    /// Each input a string or an array of tokens.
    private static List<JsonNode> inputs(JsonNode input) {
        List<JsonNode> inputs = new ArrayList<>();
        if (input.isArray() && !input.path(0).isNumber()) {
            input.forEach(inputs::add);
        } else {
            inputs.add(input);
        }
        if (inputs.isEmpty() || inputs.size() > MOST_INPUTS) {
            throw refused("must hold 1 to " + MOST_INPUTS + " texts");
        }
        return inputs;
    }

    private static int[] tokens(JsonNode input) {
        int[] tokens = input.isTextual() ? MiniLm.loaded().tokens(input.textValue()) : given(input);
        if (tokens.length == 0) {
            throw refused("must not be empty");
        }
        if (tokens.length > MiniLm.LONGEST_INPUT) {
            throw Problem.contextExceeded(
                    "The model reads "
                            + MiniLm.LONGEST_INPUT
                            + " tokens of one text, not "
                            + tokens.length
                            + ".");
        }
        return tokens;
    }

    private static int[] given(JsonNode input) {
        if (!input.isArray()) {
            throw refused("must be strings or arrays of tokens");
        }
        int[] tokens = new int[input.size()];
        for (int i = 0; i < tokens.length; i++) {
            JsonNode token = input.path(i);
            if (!token.isInt() || !MiniLm.loaded().knows(token.intValue())) {
                throw refused("holds what is no token of the model");
            }
            tokens[i] = token.intValue();
        }
        return tokens;
    }

    private static JsonNode written(float[] vector, boolean base64) {
        if (base64) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
            return Json.MAPPER
                    .getNodeFactory()
                    .textNode(Base64.getEncoder().encodeToString(bytes.array()));
        }
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (float coordinate : vector) {
            array.add(coordinate);
        }
        return array;
    }

    private static void report(ObjectNode answer, int tokens, Behaviour behaviour) {
        UsageReport report = behaviour.usage();
        int reported = report.kind() == UsageReport.Kind.ZERO ? 0 : tokens + report.tooMany();
        if (report.kind() != UsageReport.Kind.NONE) {
            answer.putObject("usage").put("prompt_tokens", reported).put("total_tokens", reported);
        }
    }

    private static Problem refused(String why) {
        return Problem.badRequest("input", "'input' " + why + ".");
    }
}
