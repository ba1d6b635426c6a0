package io.intertie.gateway.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import java.util.Optional;
import java.util.Set;

/// Answers as OpenAI's responses do: numbered events that build items, and the whole in the end.
final class ResponsesVoice implements Voice {
    /// Why an answer may end before it is whole, and what it is called then.
    private static final Set<String> CUT = Set.of("length", "content_filter");

    private final Opening opening;
    private final ObjectNode echo;
    private final Parts parts;
    private final ResponseItems items;
    private boolean isBegun;
    private String reason = "stop";

    ResponsesVoice(Opening opening, ObjectNode echo) {
        this.opening = opening;
        this.echo = echo;
        parts = new Parts(opening);
        items = new ResponseItems(Ids.of(opening));
    }

    @Override
    public byte[] chunk(Chunk chunk) {
        if (chunk.isError() || chunk.choices() == 0) {
            return Frames.NONE;
        }
        begin();
        parts.read(chunk).forEach(this::say);
        return items.taken();
    }

    private void begin() {
        if (!isBegun) {
            isBegun = true;
            tell("response.created", response("in_progress"));
            tell("response.in_progress", response("in_progress"));
        }
    }

    private void tell(String type, ObjectNode response) {
        var event = Json.object();
        event.set("response", response);
        items.event(type, event);
    }

    private void say(Part part) {
        switch (part) {
            case Part.Thought(var text) -> items.thought(text);
            case Part.Signature(var text) -> items.signature(text);
            case Part.Redacted(var data) -> items.proof(Thoughts.redacted(data));
            case Part.Text(var text) -> items.text(text);
            case Part.Refusal(var text) -> items.refusal(text);
            case Part.Opened opened -> items.opened(opened);
            case Part.Arguments(var call, var text) -> items.arguments(call, text);
            case Part.Finished(var why, _) -> reason = why;
        }
    }

    private ObjectNode response(String status) {
        var response = Json.object().put("id", "resp_" + Ids.of(opening));
        response.put("object", "response").put("created_at", opening.at().getEpochSecond());
        response.put("status", status).putNull("error").putNull("incomplete_details");
        opening.names().on(response).set("output", output());
        return response.setAll(echo.deepCopy());
    }

    private ArrayNode output() {
        var output = JsonNodeFactory.instance.arrayNode();
        items.done().forEach(output::add);
        return output;
    }

    private String finish() {
        parts.rest().forEach(this::say);
        var status = CUT.contains(reason) ? "incomplete" : "completed";
        items.finish(status);
        return status;
    }

    private ObjectNode finished(String status, Billed billed) {
        var response = response(status);
        if (status.equals("incomplete")) {
            var why = reason.equals("length") ? "max_output_tokens" : reason;
            response.putObject("incomplete_details").put("reason", why);
        }
        response.set("usage", usage(billed));
        return response;
    }

    private static ObjectNode usage(Billed billed) {
        var counted = billed.usage();
        var input = counted.input() + counted.cachedInput();
        var usage = Json.object().put("input_tokens", input);
        usage.putObject("input_tokens_details")
                .put("cached_tokens", counted.cachedInput())
                .put("cache_write_tokens", 0);
        usage.put("output_tokens", counted.output());
        usage.putObject("output_tokens_details").put("reasoning_tokens", counted.reasoning());
        usage.put("total_tokens", input + counted.output());
        usage.put("cost", billed.receipt().plainCost());
        Json.set(usage, "cost_details", billed.receipt().costDetails());
        return usage;
    }

    @Override
    public byte[] end(Billed billed) {
        begin();
        var status = finish();
        tell("response." + status, finished(status, billed));
        return items.taken();
    }

    @Override
    public byte[] failure(Fault fault, Optional<Billed> billed) {
        begin();
        items.finish("incomplete");
        var response = response("failed");
        response.putObject("error")
                .put("code", fault.type().status() == 429 ? "rate_limit_exceeded" : "server_error")
                .put("message", fault.message());
        billed.ifPresent(paid -> response.set("usage", usage(paid)));
        tell("response.failed", response);
        items.event("error", OpenAiResponses.error(fault));
        return items.taken();
    }

    @Override
    public byte[] whole(Chunk answer, Billed billed) {
        parts.read(answer).forEach(this::say);
        return Json.write(finished(finish(), billed));
    }
}
