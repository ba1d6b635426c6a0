package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.chunk;
import static io.intertie.gateway.dialect.Spoken.events;
import static io.intertie.gateway.dialect.Spoken.json;
import static io.intertie.gateway.dialect.Spoken.utf8;
import static io.intertie.gateway.dialect.Spoken.voice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpenAiChatTest {
    private static final String PATH = "chat/completions";
    private static final String HEAD =
            "'id':'c1','object':'chat.completion.chunk','created':1,'model':'theirs'";

    @Test
    void aRequestPassesAsItIs() {
        var body = utf8("{ \"model\": \"grid/echo-1\", \"odd\": [1.50, \"\\ud83d\"] }");
        assertSame(body, Spoken.dialect(PATH).read(body).body());
        assertSame(body, Spoken.dialect(PATH).read(body).body());
    }

    @Test
    void aChunkPassesByteByByteUnderTheMarketsNames() {
        var voice = voice(PATH, "{}");
        assertEquals(
                "data: {\"id\":\"c\",\"object\":\"o\",\"created\":1, \"model\":\"grid/echo-1\","
                        + "\"provider\":\"Grid One\",  \"x\":1.50,\"choices\":[{\"delta\":"
                        + "{\"role\":\"assistant\",\"content\":\"\\ud83d é\"}}]}\n\n",
                said(
                        voice.chunk(
                                chunk(
                                        "{\"id\":\"c\",\"object\":\"o\",\"created\":1, \"model\":"
                                                + "\"theirs\",  \"x\":1.50,\"usage\":null,"
                                                + "\"choices\":["
                                                + "{\"delta\":{\"role\":\"assistant\",\"content\":"
                                                + "\"\\ud83d é\"}}]}"))));
    }

    @Test
    @Tag("lesson-16")
    void theFirstDeltaOfEachChoiceHasARole() {
        var frames =
                Spoken.stream(
                        voice(PATH, "{}"),
                        List.of(
                                delta(0, "'content':'a'"),
                                delta(1, "'content':'b'"),
                                delta(0, "'content':'c'"),
                                delta(1, "'content':'d'")));
        var roles = events(frames).stream().map(it -> it.at("/choices/0/delta/role").asText());
        assertEquals(List.of("assistant", "assistant", "", "", ""), roles.toList());
    }

    @Test
    void theProvidersUsageIsKeptBackAndOursComesLast() {
        var frames =
                Spoken.stream(
                        voice(PATH, "{'stream_options':{'include_usage':true}}"),
                        List.of(
                                delta(0, "'role':'assistant','content':'a'"),
                                "{" + HEAD.replace('\'', '"') + ",\"choices\":[],\"usage\":{}}"));
        var events = events(frames);
        assertEquals(2, events.size());
        assertFalse(events.getFirst().has("usage"));
        var last = events.getLast();
        assertEquals(json("{'a':[]}").path("a"), last.path("choices"));
        assertEquals("c1", last.path("id").asText());
        assertEquals(10, last.at("/usage/prompt_tokens").asInt());
        assertTrue(frames.contains("\"cost\":0.0000123,"), frames);
        assertEquals("off_peak", last.at("/usage/cost_details/band").asText());
        assertTrue(frames.endsWith("\n\ndata: [DONE]\n\n"));
    }

    @Test
    @Tag("lesson-20")
    void whoWantsNoUsageGetsNone() {
        for (var request :
                List.of(
                        "{'stream_options':{'include_usage':false}}",
                        "{'stream_options':{'include_usage' : false}, 'x':'é'}")) {
            var frames = Spoken.stream(voice(PATH, request), List.of(delta(0, "'content':'a'")));
            assertEquals(1, events(frames).size());
            assertTrue(frames.endsWith("data: [DONE]\n\n"));
        }
        for (var request :
                List.of("{}", "{'include_usage':false}", "{'stream_options':{}}", "no json")) {
            var frames = Spoken.stream(voice(PATH, request), List.of(delta(0, "'content':'a'")));
            assertEquals(2, events(frames).size());
        }
    }

    @Test
    void aChunkOnSeveralLinesOrWithoutAHeadIsWrittenAnew() {
        var voice = voice(PATH, "{}");
        var frame = said(voice.chunk(chunk("{\n\"choices\":[{\"delta\":{\"content\":\"😀\"}}]}")));
        assertEquals(1, frame.strip().lines().count());
        var event = events(frame).getFirst();
        assertEquals("chatcmpl-0192f0c123457abc8def0123456789ab", event.path("id").asText());
        assertEquals("chat.completion.chunk", event.path("object").asText());
        assertEquals(1_790_000_000, event.path("created").asLong());
        assertEquals("😀", event.at("/choices/0/delta/content").asText());
    }

    @Test
    void aStreamThatStopsTellsWhatWasCharged() {
        var voice = voice(PATH, "{}");
        var fault = new Fault(ProblemType.UPSTREAM_FAILED, "upstream_error", "It stopped.");
        var paid = said(voice.failure(fault, Optional.of(Spoken.billed(Spoken.usage()))));
        assertEquals("upstream_error", events(paid).getFirst().at("/error/code").asText());
        assertTrue(paid.contains("\"cost\":0.0000123,"), paid);
        var free = events(said(voice.failure(fault, Optional.empty())));
        assertFalse(free.getFirst().has("usage"));
    }

    @Test
    void aWholeAnswerCarriesNamesAndCost() {
        var answer =
                chunk(
                        "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,"
                                + "\"model\":\"t\","
                                + "\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"}}],"
                                + "\"usage\":{\"prompt_tokens\":1},\"odd\":1.50}");
        var text = said(voice(PATH, "{}").whole(answer, Spoken.billed(Spoken.usage())));
        assertTrue(text.contains("\"odd\":1.50"), text);
        var body = Json.read(text).orElseThrow();
        assertEquals("grid/echo-1", body.path("model").asText());
        assertEquals("Grid One", body.path("provider").asText());
        assertEquals(19, body.at("/usage/total_tokens").asInt());
    }

    @Test
    void callsOfAWholeAnswerAreMadeRight() {
        var answer =
                chunk(
                        ("{'choices':[{'index':0,'message':{'tool_calls':[{'index':-1,'function':"
                                        + "{'name':'a','arguments':{'x':1}}},{'id':'t','function':"
                                        + "{'name':'b','arguments':''}}]}}]}")
                                .replace('\'', '"'));
        var body =
                Json.read(voice(PATH, "{}").whole(answer, Spoken.billed(Spoken.usage())))
                        .orElseThrow();
        assertEquals(
                json(
                        "{'a':[{'function':{'name':'a','arguments':'{\\'x\\':1}'},'id':"
                                + "'call_0192f0c123457abc8def0123456789ab0_0_0','type':'function'},"
                                + "{'id':'t','function':{'name':'b','arguments':'{}'},"
                                + "'type':'function'}]}"),
                Json.object().set("a", body.at("/choices/0/message/tool_calls")));
    }

    private static String delta(int choice, String delta) {
        return ("{" + HEAD + ",'choices':[{'index':" + choice + ",'delta':{" + delta + "}}]}")
                .replace('\'', '"');
    }

    private static String said(byte[] frames) {
        return new String(frames, StandardCharsets.UTF_8);
    }
}
