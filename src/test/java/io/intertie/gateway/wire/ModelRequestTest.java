package io.intertie.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.intertie.platform.http.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRequestTest {
    private static final String MESSAGES = "'messages':[{'role':'user','content':'hello'}]";

    private static ModelRequest read(String body) {
        return read(body, StandardCharsets.UTF_8);
    }

    private static ModelRequest read(String body, Charset charset) {
        return ModelRequest.read(
                Endpoint.CHAT_COMPLETIONS, body.replace('\'', '"').getBytes(charset));
    }

    private static ObjectNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow();
    }

    private static ObjectNode sent(String body) {
        return Json.read(read(body).forUpstream("up \"1\"", 9)).orElseThrow();
    }

    @Test
    void aProviderGetsTheBodyUnderItsOwnNamesAndNothingOfTheMarkets() {
        assertEquals(
                json("{'model':'up \\\"1\\\"','max_tokens':9,'x':{'y':[1, 2]}," + MESSAGES + "}"),
                sent(
                        "{ 'session_id' : 'a' , 'provider':{'order':['p']},'price_window':'low',"
                                + "'model':'a/b','max_tokens':50,'max_completion_tokens':60,"
                                + "'x' : {'y':[1, 2]} ,\n"
                                + MESSAGES
                                + " }"));
    }

    @Test
    void aBodyOfTheMarketsFieldsAndMessagesAloneLeavesNoCommaBehind() {
        assertEquals(
                json("{'model':'up \\\"1\\\"','max_tokens':9," + MESSAGES + "}"),
                sent("{" + MESSAGES + ",'model':'a/b','max_tokens':null}"));
    }

    @Test
    void aStreamAsksForUsageWhateverTheClientWants() {
        var sent =
                sent(
                        "{'model':'a/b','stream':true,'stream_options':"
                                + "{'include_usage':false,'include_obfuscation':true},"
                                + MESSAGES
                                + "}");
        assertEquals(
                json("{'include_usage':true,'include_obfuscation':true}"),
                sent.path("stream_options"));
    }

    @Test
    void aFieldThatIsThereTwiceReachesTheProviderOnceAndAsItWasRead() {
        var request = read("{'model':'cheap/one','model':'dear/one'," + MESSAGES + "}");
        assertEquals("dear/one", request.model());
        var sent = new String(request.forUpstream("up", 1), StandardCharsets.UTF_8);
        assertEquals(1, sent.split("\"model\"", -1).length - 1);
    }

    @Test
    void halfACharacterPassesAsItCame() {
        var half = "{'model':'a/b','messages':[{'role':'user','content':'\\ud83d'}]";
        var sent = new String(read(half + "}").forUpstream("up", 1), StandardCharsets.UTF_8);
        assertEquals(true, sent.contains("\"\\ud83d\""), sent);
        assertEquals("c/d", read(half + ",'model':'c/d'}").model());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE"})
    void aBodyOfAnotherEncodingIsReadAndSentAsUtf8(String charset) {
        var request = read("{'model':'a/b'," + MESSAGES + "}", Charset.forName(charset));
        assertEquals("a/b", request.model());
        assertEquals(5 + 4, request.input().textBytes());
        assertEquals(
                "hello",
                Json.read(request.forUpstream("up", 1))
                        .orElseThrow()
                        .at("/messages/0/content")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'a/b','messages':[]}",
                "{'model':'a/b','messages':{}}",
                "{'model':'a/b','messages':[1]}",
                "{'model':'a/b','messages':[{'role':'user'},{'content':'a'}]}",
                "{'model':'a/b','messages':[{'role':1,'content':'a'}]}",
                "{'model':'a/b','messages':[{'role':'user','content':{}}]}",
                "{'model':'a/b','messages':[{'role':'user','content':7}]}",
                "{'model':'a/b','messages':[{'role':'user','content':'a'}]",
                "{'model':'a/b','messages':[{'role':'user','content':'a}]}",
                "{'model':'a/b','messages':[{'role':'user','content':'a'}]} x",
                "[]",
                ""
            })
    void whatIsNoRequestIsRefused(String body) {
        assertThrows(Problem.class, () -> read(body));
    }

    @Test
    void textsAreCountedWhereverTheyStandAndAttachmentsByTheirTypes() {
        var input =
                read("""
                {'model':'a/b','messages':[
                  {'role':'system','content':'ab'},
                  {'role':'user','content':[
                    {'type':'text','text':'cde'},
                    {'type':'image_url','image_url':{'url':'u'}}, 'f', {'type':null}]},
                  {'role':'assistant','content':null,
                    'tool_calls':[{'id':'x','function':{'name':'n','arguments':'{}'}}]}],
                 'tools':[ {} ],'tool_choice':'auto'}\
                """)
                        .input();
        var text = 6 + 2 + 4 + 4 + 3 + 9 + 1 + 1 + 9 + 1 + 1 + 2 + "[ {} ]".length() + 6;
        assertEquals(text, input.textBytes());
        assertEquals(text + 3 * 16 + 4_096, input.tokensAtMost());
    }

    @Test
    void aTextIsAsLongInJsonAsItIsInUtf8() {
        var random = new Random(7);
        var escaping =
                JsonMapper.builder(
                                new JsonFactory()
                                        .configure(
                                                JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(),
                                                true))
                        .build();
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(
                        switch (random.nextInt(6)) {
                            case 0 -> 0x1f600 + random.nextInt(60);
                            case 1 -> 0x4e00 + random.nextInt(100);
                            case 2 -> 0xe9;
                            case 3 -> "\"\\\n\t/\b".charAt(random.nextInt(6));
                            default -> 'a' + random.nextInt(26);
                        });
            }
            var expected = text.toString().getBytes(StandardCharsets.UTF_8).length;
            assertEquals(expected, InputSize.quotedLength(Json.quoted(text.toString()), 0));
            try {
                var escaped = escaping.writeValueAsBytes(TextNode.valueOf(text.toString()));
                assertEquals(expected, InputSize.quotedLength(escaped, 0));
            } catch (java.io.IOException impossible) {
                throw new AssertionError(impossible);
            }
        }
        assertEquals(3, InputSize.quotedLength("\"\\ud800\"".getBytes(StandardCharsets.UTF_8), 0));
    }
}
