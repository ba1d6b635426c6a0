package io.intertie.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static final Chunk.Label LABEL =
            new Chunk.Label(utf8("\"grid/echo-1\""), utf8("\"Grid\""), new byte[0]);

    @Test
    void whatIsSaidIsFoundInOnePass() {
        var chunk =
                read(
                        """
                        {"choices":[{"index":3,"delta":{"role":"assistant","content":"añ😀\\n",
                        "reasoning":"abc","reasoning_content":"abc","tool_calls":[{"index":0,
                        "function":{"name":"get","arguments":"{}"}}]},"finish_reason":"length"}]}\
                        """);
        assertEquals(1 + 2 + 4 + 1 + 3 + 3 + 2, chunk.outputBytes());
        assertEquals(Optional.of("length"), chunk.finishReason());
        assertEquals(3, chunk.choice());
        assertTrue(chunk.hasToolCalls() && chunk.hasRoles() && chunk.isOutput());
        assertFalse(chunk.isError() || chunk.hasHead());
        assertEquals(Optional.empty(), chunk.usage());
    }

    @Test
    void errorsUsageAndVectorsAreFound() {
        assertTrue(read("{'error':{'message':'no'}}").isError());
        assertFalse(read("{'error':null,'choices':[]}").isError());
        var usage = read("{'choices':[],'usage':{'prompt_tokens':5,'completion_tokens':2}}");
        assertEquals(5, usage.usage().orElseThrow().input());
        assertEquals(0, usage.choices());
        assertEquals(Optional.empty(), read("{'choices':[],'usage':null}").usage());
        var list = read("{'data':[{'embedding':[0.5]}]}");
        assertTrue(list.isOutput() && !list.hasTextVectors());
        assertEquals(Optional.of("stop"), list.finishReason());
        assertTrue(read("{'data':[{'embedding':'AAAA'}]}").hasTextVectors());
    }

    @Test
    void whatIsNoObjectIsNoChunk() {
        for (var text :
                List.of(
                        "",
                        " ",
                        "[]",
                        "1",
                        "{",
                        "{'a':1}}",
                        "{'a':1} x",
                        "{'a' 1}",
                        "{'a':'\n'}")) {
            assertEquals(Optional.empty(), Chunk.read(utf8(text.replace('\'', '"'))), text);
        }
        assertEquals(Optional.empty(), Chunk.read(new byte[] {'{', '"', (byte) 0xff, '"', '}'}));
    }

    @Test
    void aStrangeShapeIsReadWithoutAWord() {
        for (var text :
                List.of(
                        "{'choices':{'a':1},'data':{},'usage':7,'error':false}",
                        "{'choices':[null,1,'x',[],{'delta':null},{'delta':[{}],'index':{}}]}",
                        "{'choices':[{'delta':{'content':{'a':[1]},'tool_calls':{'a':1}}}]}",
                        "{'choices':[{'delta':{'tool_calls':[1,{'function':[]}],'role':{}}}]}",
                        "{'data':[1,null,[{}],{'embedding':{'a':1}}],'model':{'a':[]}}")) {
            var chunk = read(text);
            assertEquals(chunk.json(), Json.read(utf8(text.replace('\'', '"'))).orElseThrow());
            chunk.labelled(LABEL).ifPresent(bytes -> assertTrue(Json.read(bytes).isPresent()));
        }
    }

    @Test
    void aLabelIsPutOnWhereverTheFieldsStand() {
        var random = new Random(15);
        for (int round = 0; round < 2_000; round++) {
            var fields = new ArrayList<String>();
            fields.add("'model':" + pick(random, "'x'", "null", "{'a':'}'}", "1.5e3", "'\\\"é'"));
            fields.add("'choices':[{'index':0,'delta':{'content':'é, \\\"}'}}]");
            if (random.nextBoolean()) {
                fields.add("'provider':" + pick(random, "'them'", "[1,2]"));
            }
            if (random.nextBoolean()) {
                fields.add("'usage':" + pick(random, "null", "{'prompt_tokens':1,'x':[{}]}", "7"));
            }
            Collections.shuffle(fields, random);
            var space = pick(random, "", " ", "  ");
            var text = "{" + space + String.join(space + "," + space, fields) + space + "}";
            var usage = random.nextBoolean() ? "" : "{\"cost\":1}";
            var label = new Chunk.Label(LABEL.model(), LABEL.provider(), utf8(usage));
            var expected = read(text).json().deepCopy();
            expected.put("model", "grid/echo-1").put("provider", "Grid").remove("usage");
            if (!usage.isEmpty()) {
                expected.set("usage", Json.read(usage).orElseThrow());
            }
            var labelled = read(text.replace(" :", ":")).labelled(label).orElseThrow();
            assertEquals(expected, sorted(labelled), text);
        }
    }

    @Test
    void whatCannotBeSplicedIsLeftToTheTree() {
        for (var text :
                List.of(
                        "{'choices':[]}",
                        " {'model':'a'}",
                        "{\n'model':'a'}",
                        "{'model':'a','model':'b'}",
                        "{'model':'a','usage':1,'usage':2}")) {
            assertEquals(Optional.empty(), read(text).labelled(LABEL), text);
        }
        var wide = "{\"model\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(Optional.empty(), Chunk.read(wide).flatMap(it -> it.labelled(LABEL)));
    }

    private static ObjectNode sorted(byte[] bytes) {
        return Json.read(bytes)
                .orElseThrow(() -> new AssertionError(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Chunk read(String text) {
        return Chunk.read(utf8(text.replace('\'', '"'))).orElseThrow();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
