package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.chunk;
import static io.intertie.gateway.dialect.Spoken.events;
import static io.intertie.gateway.dialect.Spoken.json;
import static io.intertie.gateway.dialect.Spoken.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Answers and errors in Anthropic's words.
class AnthropicMessagesTest {
    private static final String PATH = "messages";
    private static final String ASK =
            "'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}]";

    private static JsonNode messages(String messages) {
        return Spoken.asked(PATH, "{'model':'m','max_tokens':9,'messages':[" + messages + "]}")
                .path("messages");
    }

    private static JsonNode list(String items) {
        return json("{'a':[" + items + "]}").path("a");
    }

    @Test
    @Tag("lesson-17")
    void theStartTellsWhatWasReadAndTheEndWhatWasBilled() {
        var frames =
                Spoken.stream(
                        Spoken.voice(PATH, "{" + ASK + "}"),
                        List.of(delta("{'role':'assistant','content':'a'}", "stop")));
        assertTrue(frames.startsWith("event: message_start\ndata: {\"type\":\"message_start\""));
        var events = events(frames);
        assertEquals(42, events.getFirst().at("/message/usage/input_tokens").asInt());
        assertEquals("grid/echo-1", events.getFirst().at("/message/model").asText());
        assertEquals("Grid One", events.getFirst().at("/message/provider").asText());
        var usage = events(frames, "message_delta").getFirst().path("usage");
        assertEquals(7, usage.path("input_tokens").asInt());
        assertEquals(3, usage.path("cache_read_input_tokens").asInt());
        assertEquals(9, usage.path("output_tokens").asInt());
        assertEquals("USD", usage.at("/cost_details/currency").asText());
        assertTrue(frames.contains("\"cost\":0.0000123,"), frames);
        assertTrue(frames.endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
    }

    @Test
    void whyItEndedIsToldInAnthropicsWords() {
        assertEquals("end_turn", stopReason(delta("{'content':'a'}", "stop")));
        assertEquals("max_tokens", stopReason(delta("{'content':'a'}", "length")));
        assertEquals("refusal", stopReason(delta("{'content':'a'}", "content_filter")));
        assertEquals("refusal", stopReason(delta("{'refusal':'no'}", "stop")));
        assertEquals("end_turn", stopReason(delta("{'content':'a'}", "eos")));
        var call = "{'tool_calls':[{'index':0,'id':'t','function':{'name':'f'}}]}";
        assertEquals("tool_use", stopReason(delta(call, "tool_calls")));
        assertEquals("tool_use", stopReason(delta(call, "stop")));
        assertEquals("end_turn", stopReason(delta("{'content':'a'}", "tool_calls")));
    }

    @Test
    void aStopSequenceIsNamedWhereTheProviderNamesIt() {
        var voice = Spoken.voice(PATH, "{" + ASK + ",'stop_sequences':['END']}");
        var met =
                delta("{'content':'a'}", "stop")
                        .replace("\"index\"", "\"stop_reason\":\"END\",\"index\"");
        var end = events(Spoken.stream(voice, List.of(met)), "message_delta");
        assertEquals(
                json("{'stop_reason':'stop_sequence','stop_sequence':'END'}"),
                end.getFirst().path("delta"));
    }

    private static String stopReason(String chunk) {
        var voice = Spoken.voice(PATH, "{" + ASK + "}");
        var ends = events(Spoken.stream(voice, List.of(chunk)), "message_delta");
        var whole =
                Json.read(
                                Spoken.voice(PATH, "{" + ASK + "}")
                                        .whole(
                                                chunk(chunk.replace("\"delta\"", "\"message\"")),
                                                Spoken.billed(Spoken.usage())))
                        .orElseThrow();
        var reason = ends.getFirst().at("/delta/stop_reason").asText();
        assertEquals(reason, whole.path("stop_reason").asText());
        return reason;
    }

    @Test
    @Tag("lesson-19")
    void threeTurnsWithAToolKeepTheSignatureOfTheThought() {
        var first =
                delta(
                        "{'reasoning':'Look.','reasoning_details':[{'type':'reasoning.text','text':"
                                + "'Look.','signature':'c2ln+/=='},{'type':'reasoning.encrypted',"
                                + "'data':'b3BhcXVl'}],'content':'I look.','tool_calls':[{'index':"
                                + "0,'id':'t1','function':{'name':'see','arguments':'{}'}}]}",
                        "tool_calls");
        var answer =
                Json.read(
                                Spoken.voice(PATH, "{" + ASK + "}")
                                        .whole(
                                                chunk(first.replace("\"delta\"", "\"message\"")),
                                                Spoken.billed(Spoken.usage())))
                        .orElseThrow();
        assertEquals(
                list(
                        "{'type':'thinking','thinking':'Look.','signature':'c2ln+/=='},{'type':"
                                + "'redacted_thinking','data':'b3BhcXVl'},{'type':'text','text':"
                                + "'I look.'},{'type':'tool_use','id':'t1','name':'see','input':"
                                + "{}}"),
                answer.path("content"));
        var streamed = events(Spoken.stream(Spoken.voice(PATH, "{" + ASK + "}"), List.of(first)));
        assertEquals("c2ln+/==", texts(streamed, "/delta/signature"));
        assertEquals("b3BhcXVl", texts(streamed, "/content_block/data"));
        var next =
                messages(
                        "{'role':'user','content':'hi'},{'role':'assistant','content':"
                                + answer.path("content").toString().replace('"', '\'')
                                + "},{'role':'user','content':[{'type':'tool_result',"
                                + "'tool_use_id':'t1','content':'sun'}]}");
        assertEquals(
                json(
                        "{'role':'assistant','content':'I look.','reasoning_content':'Look.',"
                                + "'reasoning_details':[{'type':'reasoning.text','text':'Look.',"
                                + "'signature':'c2ln+/=='},{'type':'reasoning.encrypted','data':"
                                + "'b3BhcXVl'}],'tool_calls':[{'id':'t1','type':'function',"
                                + "'function':{'name':'see','arguments':'{}'}}]}"),
                next.get(1));
        assertEquals(json("{'role':'tool','tool_call_id':'t1','content':'sun'}"), next.get(2));
    }

    @Test
    void errorsHaveAnthropicsShapeAndTypes() {
        var types =
                List.of(
                        "MALFORMED_JSON invalid_request_error",
                        "UNAUTHENTICATED authentication_error",
                        "INSUFFICIENT_FUNDS billing_error",
                        "FORBIDDEN permission_error",
                        "MODEL_NOT_FOUND not_found_error",
                        "TOO_LARGE request_too_large",
                        "TOO_MANY_REQUESTS rate_limit_error",
                        "INTERNAL api_error",
                        "UPSTREAM_FAILED api_error",
                        "UPSTREAM_UNAVAILABLE overloaded_error",
                        "UPSTREAM_TIMEOUT timeout_error");
        var dialect = Spoken.dialect(PATH);
        for (var row : types) {
            var type = row.split(" ", 2);
            var fault = new Fault(ProblemType.valueOf(type[0]), "code", "What happened.");
            var body = Json.read(dialect.refusal(fault, Spoken.ID)).orElseThrow();
            assertEquals("error", body.path("type").asText());
            assertEquals(type[1], body.at("/error/type").asText());
            assertEquals("What happened.", body.at("/error/message").asText());
            assertEquals(Spoken.ID.toString(), body.path("request_id").asText());
        }
        assertEquals(Spoken.ID.toString(), dialect.headers(Spoken.ID).get("request-id"));
        assertEquals("event: ping\ndata: {\"type\":\"ping\"}\n\n", said(dialect.ping()));
    }

    @Test
    @Tag("lesson-18")
    void aStreamThatStopsIsAnEventThatTellsTheCost() {
        var fault = new Fault(ProblemType.UPSTREAM_FAILED, "upstream_error", "It stopped.");
        var voice = Spoken.voice(PATH, "{" + ASK + "}");
        var frame = said(voice.failure(fault, Optional.of(Spoken.billed(Spoken.usage()))));
        assertTrue(frame.startsWith("event: error\ndata: {\"type\":\"error\",\"error\":{"), frame);
        assertTrue(frame.contains("\"cost\":0.0000123"), frame);
        var silent = said(Spoken.dialect(PATH).failure(fault, Spoken.ID));
        assertTrue(silent.startsWith("event: error\n"), silent);
    }

    private static String delta(String delta, String reason) {
        return ("{'choices':[{'index':0,'delta':" + delta + ",'finish_reason':'" + reason + "'}]}")
                .replace('\'', '"');
    }

    private static String said(byte[] frames) {
        return new String(frames, StandardCharsets.UTF_8);
    }
}
