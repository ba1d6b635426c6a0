package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `/v1/completions`: one prompt, as text or as tokens.
final class TextDialect implements Dialect {
    @Override
    public Ask read(Fields body, String behaviourHeader) {
        SandboxModel model = SandboxModel.writing(body.requiredText("model"));
        body.onlyOneChoice();
        JsonNode prompt = single(body.at("prompt"));
        String text = prompt.isTextual() ? prompt.textValue() : decoded(prompt);
        int tokens = prompt.isTextual() ? Tokenizer.count(text) : prompt.size();
        return new Ask(
                model,
                new Seed().add(model.id()).add(text).value(),
                tokens,
                body.flag("stream", false),
                body.usageWanted(),
                body.positive("max_tokens"),
                new Wish.Words(),
                Behaviour.of(behaviourHeader, text));
    }

    /// Unwraps a list of one prompt.
    private static JsonNode single(JsonNode prompt) {
        boolean list = prompt.isArray() && !prompt.path(0).isNumber();
        if (list && prompt.size() > 1) {
            throw refused("must be one prompt");
        }
        return list ? prompt.path(0) : prompt;
    }

    private static String decoded(JsonNode prompt) {
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw refused("must be a string or an array of tokens");
        }
        List<Integer> tokens = new ArrayList<>();
        for (JsonNode token : prompt) {
            if (!token.isInt()) {
                throw refused("must hold whole numbers when it is an array of tokens");
            }
            tokens.add(token.intValue());
        }
        return Tokenizer.text(tokens).orElseThrow(() -> refused("holds a number that is no token"));
    }

    private static Problem refused(String why) {
        return Problem.badRequest("prompt", "'prompt' " + why + ".");
    }

    @Override
    public String idPrefix() {
        return "cmpl-";
    }

    @Override
    public String wholeName() {
        return "text_completion";
    }

    @Override
    public String chunkName() {
        return "text_completion";
    }

    @Override
    public Optional<ObjectNode> opening(boolean callsTools) {
        return Optional.empty();
    }

    @Override
    public ObjectNode delta(Part part) {
        return choice(part instanceof Part.Word word ? word.text() : "", Optional.empty());
    }

    @Override
    public ObjectNode closing(String finishReason) {
        return choice("", Optional.of(finishReason));
    }

    @Override
    public ObjectNode whole(Reply reply) {
        return choice(reply.text(), reply.finishReason());
    }

    private static ObjectNode choice(String text, Optional<String> finishReason) {
        return Json.object()
                .put("text", text)
                .put("index", 0)
                .putNull("logprobs")
                .put("finish_reason", finishReason.orElse(null));
    }
}
