package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.util.Optional;

/// Answers as OpenAI's completions of old do: text alone.
final class CompletionsVoice implements Voice {
    private final Opening opening;

    CompletionsVoice(Opening opening) {
        this.opening = opening;
    }

    private ObjectNode head() {
        var head = Json.object().put("id", "cmpl-" + Ids.of(opening));
        head.put("object", "text_completion").put("created", opening.at().getEpochSecond());
        return opening.names().on(head);
    }

    private static ArrayNode choices(Chunk chunk, String said) {
        var choices = JsonNodeFactory.instance.arrayNode();
        for (var given : chunk.json().path("choices")) {
            var text = Parts.text(given.path(said).path("content"));
            var reason = given.path("finish_reason");
            if (said.equals("message") || !text.isEmpty() || reason.isTextual()) {
                var end = reason.isTextual() ? reason.textValue() : null;
                choices.add(OpenAiCompletions.choice(given.path("index").asInt(0), text, end));
            }
        }
        return choices;
    }

    @Override
    public byte[] chunk(Chunk chunk) {
        var choices = choices(chunk, "delta");
        if (chunk.isError() || choices.isEmpty()) {
            return Frames.NONE;
        }
        var frame = head();
        frame.set("choices", choices);
        return Sse.frame(frame);
    }

    @Override
    public byte[] end(Billed billed) {
        var frames = new Frames();
        if (opening.wantsUsage()) {
            var last = head();
            last.putArray("choices");
            Json.set(last, "usage", OpenAi.usage(billed));
            frames.data(last);
        }
        return frames.add(Sse.done()).bytes();
    }

    @Override
    public byte[] failure(Fault fault, Optional<Billed> billed) {
        return OpenAi.stopped(fault, billed);
    }

    @Override
    public byte[] whole(Chunk answer, Billed billed) {
        var body = head();
        body.set("choices", choices(answer, "message"));
        Json.set(body, "usage", OpenAi.usage(billed));
        return Json.write(body);
    }
}
