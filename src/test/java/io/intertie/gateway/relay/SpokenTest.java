package io.intertie.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.gateway.wire.Chunk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpokenTest {
    private final Spoken spoken = new Spoken();

    @Test
    void aStreamHasTheSamePartsAsTheWholeAnswer() {
        hear("{'choices':[{'index':0,'delta':{'role':'assistant','reasoning_content':'Hm'}}]}");
        hear("{'choices':[{'index':0,'delta':{'reasoning_content':'m.'}}]}");
        hear("{'choices':[{'index':1,'delta':{'content':'Other'}}]}");
        hear("{'choices':[{'index':0,'delta':{'content':'It is '}}]}");
        hear("{'choices':[{'delta':{'content':' one'},'index':1}]}");
        hear("{'choices':[{'index':0,'delta':{'content':'电网'}}]}");
        hear(call(0, "price_at", ""));
        hear(call(0, "", "{'zone"));
        hear(call(1, "wait", "{}"));
        hear(call(0, "", "':1}"));
        var whole = new Spoken();
        whole.hear(
                json(
                        ("{'choices':[{'index':0,'message':{'reasoning_content':'Hmm.','content':"
                                        + "'It is 电网','tool_calls':[{'function':{'name':"
                                        + "'price_at','arguments':'{#zone#:1}'}},{'function':"
                                        + "{'name':'wait','arguments':'{}'}}]}},"
                                        + "{'index':1,'message':{'content':'Other one'}}]}")
                                .replace("#", "\\'")));
        assertEquals(List.of("Hmm."), spoken.thoughts());
        assertEquals(
                List.of("Other one", "It is 电网", "price_at", "{\"zone\":1}", "wait", "{}"),
                spoken.words());
        assertEquals(spoken.thoughts(), whole.thoughts());
        assertEquals(sorted(spoken.words()), sorted(whole.words()));
        assertEquals(spoken.bytes(), whole.bytes());
    }

    @Test
    void thoughtsThatAreSaidUnderTwoNamesAreOne() {
        hear("{'choices':[{'delta':{'reasoning':'Hm','reasoning_content':'Hm'}}]}");
        assertEquals(List.of("Hm"), spoken.thoughts());
        var whole = new Spoken();
        whole.hear(json("{'choices':[{'message':{'reasoning':'Hm','reasoning_content':'Hm'}}]}"));
        assertEquals(List.of("Hm"), whole.thoughts());
    }

    @Test
    void noMoreIsKeptThanTheBoundWhateverComes() {
        var chunk = "{'choices':[{'index':%d,'delta':{'content':'" + "x".repeat(1_000) + "'}}]}";
        for (int at = 0; at < 2_000; at++) {
            hear(chunk.formatted(at));
        }
        var kept = spoken.words().stream().mapToInt(String::length).sum();
        assertEquals(Spoken.MOST, kept);
        var many = new Spoken();
        for (int at = 0; at < 5_000; at++) {
            many.hear(json("{'choices':[{'index':" + at + ",'delta':{'content':'x'}}]}"));
        }
        assertEquals(1_024, many.words().size());
    }

    @Test
    void whatIsNoTextIsNotKept() {
        hear("{'choices':[{'delta':{'content':[{'type':'text','text':'parts'}]}}]}");
        hear("{'choices':[{'delta':{'content':null,'role':'assistant'}}]}");
        assertEquals(List.of(), spoken.words());
        assertEquals(0, spoken.bytes());
    }

    private static String call(int index, String name, String arguments) {
        var named = name.isEmpty() ? "" : "'name':'" + name + "',";
        return ("{'choices':[{'index':0,'delta':{'tool_calls':[{'index':%d,'function':{%s"
                        + "'arguments':'%s'}}]}}]}")
                .formatted(index, named, arguments.replace("'", "\\'"));
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    private void hear(String text) {
        spoken.hear(json(text));
    }

    /// JSON with ' for ".
    private static Chunk json(String text) {
        var quoted = text.replace("\\'", "\\\u0001").replace('\'', '"').replace('\u0001', '"');
        return Chunk.read(quoted.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
