package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.chunk;
import static io.intertie.gateway.dialect.Spoken.events;
import static io.intertie.gateway.dialect.Spoken.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiCompletionsTest {
    private static final String PATH = "completions";

    @Test
    void aPromptBecomesAMessageAndIsShortUnlessAsked() {
        var least =
                json("{'model':'m','max_tokens':16,'messages':[{'role':'user','content':'hi'}]}");
        assertEquals(least, Spoken.asked(PATH, "{'model':'m','prompt':'hi'}"));
        assertEquals(least, Spoken.asked(PATH, "{'model':'m','prompt':['hi']}"));
    }

    @Test
    void whatMeansTheSamePasses() {
        assertEquals(
                json(
                        "{'max_tokens':5,'n':2,'stop':['a'],'seed':1,'temperature':0,'stream':true,"
                                + "'stream_options':{'include_usage':false},'provider':{},'odd':1,"
                                + "'messages':[{'role':'user','content':'hi'}]}"),
                Spoken.asked(
                        PATH,
                        "{'prompt':'hi','max_tokens':5,'n':2,'best_of':2,'echo':false,'suffix':'',"
                                + "'logprobs':null,'stop':['a'],'seed':1,'temperature':0,"
                                + "'stream':true,'stream_options':{'include_usage':false},"
                                + "'provider':{},'odd':1}"));
    }

    @Test
    void whatCannotBeServedIsRefusedByItsName() {
        Refused.by(PATH, "{}", "prompt");
        Refused.by(PATH, "{'prompt':7}", "prompt");
        Refused.by(PATH, "{'prompt':[]}", "prompt");
        Refused.by(PATH, "{'prompt':['a','b']}", "prompt");
        assertTrue(Refused.by(PATH, "{'prompt':[1,2]}", "prompt").contains("tokens"));
        assertTrue(Refused.by(PATH, "{'prompt':[[1,2]]}", "prompt").contains("tokens"));
        Refused.by(PATH, "{'prompt':'a','echo':true}", "echo");
        Refused.by(PATH, "{'prompt':'a','suffix':'b'}", "suffix");
        Refused.by(PATH, "{'prompt':'a','best_of':2}", "best_of");
        Refused.by(PATH, "{'prompt':'a','logprobs':0}", "logprobs");
        Refused.by(PATH, "{'prompt':'a','messages':[]}", "messages");
        Refused.by(PATH, "{'prompt':'a','stream_options':1}", "stream_options");
    }

    @Test
    void textIsStreamedWithoutRolesAndEndsWithUsage() {
        var frames =
                Spoken.stream(
                        Spoken.voice(PATH, "{'prompt':'a'}"),
                        List.of(
                                chunkOf("'delta':{'role':'assistant'}"),
                                chunkOf("'delta':{'content':'a'}"),
                                chunkOf("'delta':{},'finish_reason':'tool_calls'")));
        var events = events(frames);
        assertEquals(3, events.size());
        assertEquals(
                json("{'text':'a','index':1,'logprobs':null,'finish_reason':null}"),
                events.get(0).at("/choices/0"));
        assertEquals(
                json("{'text':'','index':1,'logprobs':null,'finish_reason':'stop'}"),
                events.get(1).at("/choices/0"));
        assertEquals("text_completion", events.get(0).path("object").asText());
        assertEquals("grid/echo-1", events.get(0).path("model").asText());
        assertEquals(19, events.get(2).at("/usage/total_tokens").asInt());
        assertTrue(frames.endsWith("data: [DONE]\n\n"));
        var silent = Spoken.voice(PATH, "{'prompt':'a','stream_options':{'include_usage':false}}");
        assertEquals("data: [DONE]\n\n", Spoken.stream(silent, List.of()));
    }

    @Test
    void aWholeAnswerIsText() {
        var body =
                Json.read(
                                Spoken.voice(PATH, "{'prompt':'a'}")
                                        .whole(
                                                chunk(
                                                        chunkOf(
                                                                "'message':{'content':'b'},"
                                                                        + "'finish_reason':"
                                                                        + "'length'")),
                                                Spoken.billed(Spoken.usage())))
                        .orElseThrow();
        assertEquals(
                json("{'text':'b','index':1,'logprobs':null,'finish_reason':'length'}"),
                body.at("/choices/0"));
        assertFalse(body.at("/usage/cost").isMissingNode());
    }

    private static String chunkOf(String fields) {
        return ("{'choices':[{'index':1," + fields + "}]}").replace('\'', '"');
    }
}
