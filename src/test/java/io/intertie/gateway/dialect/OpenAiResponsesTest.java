package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.chunk;
import static io.intertie.gateway.dialect.Spoken.events;
import static io.intertie.gateway.dialect.Spoken.json;
import static io.intertie.gateway.dialect.Spoken.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Answers and errors as responses.
class OpenAiResponsesTest {
    private static final String PATH = "responses";

    private static ObjectNode asked(String fields) {
        return Spoken.asked(PATH, "{'model':'m'," + fields + "}");
    }

    private static JsonNode list(String items) {
        return json("{'a':[" + items + "]}").path("a");
    }

    @Test
    void aResponseRepeatsItsRequestAndSaysThatNothingIsKept() {
        var body =
                whole(
                        "{'input':'a','instructions':'i','store':true,'metadata':{'a':'b'},"
                                + "'temperature':0.5,'tools':[{'type':'function','name':'see'}],"
                                + "'reasoning':{'effort':'low'},'text':{'verbosity':'low'}}",
                        "{'content':'b'}",
                        "stop");
        assertFalse(body.path("store").asBoolean(true));
        assertEquals("i", body.path("instructions").asText());
        assertEquals(0.5, body.path("temperature").asDouble());
        assertEquals("b", body.at("/metadata/a").asText());
        assertEquals("low", body.at("/reasoning/effort").asText());
        assertEquals("text", body.at("/text/format/type").asText());
        assertEquals("see", body.at("/tools/0/name").asText());
        assertEquals("auto", body.path("tool_choice").asText());
        assertTrue(body.path("top_p").isNull() && body.path("previous_response_id").isNull());
        assertEquals("grid/echo-1", body.path("model").asText());
        assertEquals("Grid One", body.path("provider").asText());
        assertEquals("completed", body.path("status").asText());
        assertEquals("b", body.at("/output/0/content/0/text").asText());
    }

    @Test
    void usageIsToldInItsWordsWithTheCost() {
        var usage = whole("{'input':'a'}", "{'content':'b'}", "stop").path("usage");
        assertEquals(10, usage.path("input_tokens").asInt());
        assertEquals(3, usage.at("/input_tokens_details/cached_tokens").asInt());
        assertEquals(9, usage.path("output_tokens").asInt());
        assertEquals(4, usage.at("/output_tokens_details/reasoning_tokens").asInt());
        assertEquals(19, usage.path("total_tokens").asInt());
        assertEquals("USD", usage.at("/cost_details/currency").asText());
    }

    @Test
    void anAnswerThatWasCutIsIncomplete() {
        var cut = whole("{'input':'a'}", "{'content':'b'}", "length");
        assertEquals("incomplete", cut.path("status").asText());
        assertEquals("max_output_tokens", cut.at("/incomplete_details/reason").asText());
        assertEquals("incomplete", cut.at("/output/0/status").asText());
        var filtered = whole("{'input':'a'}", "{'content':'b'}", "content_filter");
        assertEquals("content_filter", filtered.at("/incomplete_details/reason").asText());
    }

    @Test
    void aStreamBeginsGoesOnAndEndsInOrder() {
        var frames =
                Spoken.stream(
                        Spoken.voice(PATH, "{'input':'a','stream':true}"),
                        List.of(
                                delta("{'role':'assistant','reasoning_content':'Hm'}", null),
                                delta("{'content':'a'}", null),
                                delta("{'content':'b'}", null),
                                delta("{'refusal':'no'}", "stop")));
        var events = events(frames);
        assertEquals(
                List.of(
                        "created",
                        "in_progress",
                        "output_item.added",
                        "reasoning_summary_part.added",
                        "reasoning_summary_text.delta",
                        "reasoning_summary_text.done",
                        "reasoning_summary_part.done",
                        "output_item.done",
                        "output_item.added",
                        "content_part.added",
                        "output_text.delta",
                        "output_text.delta",
                        "output_text.done",
                        "content_part.done",
                        "content_part.added",
                        "refusal.delta",
                        "refusal.done",
                        "content_part.done",
                        "output_item.done",
                        "completed"),
                events.stream().map(it -> it.path("type").asText().substring(9)).toList());
        for (int at = 0; at < events.size(); at++) {
            assertEquals(at, events.get(at).path("sequence_number").asInt(-1));
        }
        assertEquals("ab", texts(events(frames, "response.output_text.delta"), "/delta"));
        var output = events.getLast().at("/response/output");
        assertEquals("Hm", output.at("/0/summary/0/text").asText());
        assertEquals("ab", output.at("/1/content/0/text").asText());
        assertEquals("no", output.at("/1/content/1/refusal").asText());
        assertTrue(frames.startsWith("event: response.created\ndata: {"), frames);
        assertFalse(frames.contains("[DONE]"));
    }

    @Test
    @Tag("lesson-19")
    void theProofOfAThoughtComesBackToItsProvider() {
        var body =
                whole(
                        "{'input':'a'}",
                        "{'reasoning':'Hm','reasoning_details':[{'type':'reasoning.text','text':"
                                + "'Hm','signature':'c2ln'},{'data':'b3A'}],'content':'b'}",
                        "stop");
        var items = body.path("output").toString().replace('"', '\'');
        var next = asked("'input':" + items).path("messages");
        assertEquals(
                list(
                        "{'role':'assistant','content':'b','reasoning_content':'Hm',"
                                + "'reasoning_details':[{'type':'reasoning.text','text':'Hm',"
                                + "'signature':'c2ln'},{'type':'reasoning.encrypted','data':"
                                + "'b3A'}]}"),
                next);
    }

    @Test
    void aStreamThatStopsFailsAndTellsTheCost() {
        var fault = new Fault(ProblemType.UPSTREAM_FAILED, "upstream_error", "It stopped.");
        var voice = Spoken.voice(PATH, "{'input':'a'}");
        voice.chunk(chunk(delta("{'content':'a'}", null)));
        var events = events(said(voice.failure(fault, Optional.of(Spoken.billed(Spoken.usage())))));
        var failed = events.get(events.size() - 2);
        assertEquals("response.failed", failed.path("type").asText());
        assertEquals("failed", failed.at("/response/status").asText());
        assertEquals("server_error", failed.at("/response/error/code").asText());
        assertEquals(19, failed.at("/response/usage/total_tokens").asInt());
        assertEquals("a", failed.at("/response/output/0/content/0/text").asText());
        var error = events.getLast();
        assertEquals("error", error.path("type").asText());
        assertEquals("upstream_error", error.path("code").asText());
        var silent = said(Spoken.dialect(PATH).failure(fault, Spoken.ID));
        assertTrue(silent.startsWith("event: error\ndata: {\"type\":\"error\""), silent);
    }

    private static ObjectNode whole(String request, String message, String reason) {
        var answer = delta(message, reason).replace("\"delta\"", "\"message\"");
        return Json.read(
                        Spoken.voice(PATH, request)
                                .whole(chunk(answer), Spoken.billed(Spoken.usage())))
                .orElseThrow();
    }

    private static String delta(String delta, @org.jspecify.annotations.Nullable String reason) {
        var end = reason == null ? "null" : "'" + reason + "'";
        return ("{'choices':[{'index':0,'delta':" + delta + ",'finish_reason':" + end + "}]}")
                .replace('\'', '"');
    }

    private static String said(byte[] frames) {
        return new String(frames, StandardCharsets.UTF_8);
    }
}
