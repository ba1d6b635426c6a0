package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a client asks in Anthropic's words, as a chat completion.
class AnthropicInputTest {
    private static final String PATH = "messages";
    private static final String ASK =
            "'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}]";

    private static ObjectNode asked(String fields) {
        return Spoken.asked(PATH, "{" + ASK + (fields.isEmpty() ? "" : "," + fields) + "}");
    }

    private static JsonNode messages(String messages) {
        return Spoken.asked(PATH, "{'model':'m','max_tokens':9,'messages':[" + messages + "]}")
                .path("messages");
    }

    private static JsonNode list(String items) {
        return json("{'a':[" + items + "]}").path("a");
    }

    @Test
    void theLeastRequestIsUnderstood() {
        assertEquals(
                json(
                        "{'model':'m','messages':[{'role':'user','content':'hi'}],'stream':false,"
                                + "'max_tokens':9}"),
                asked(""));
    }

    @Test
    void fieldsFindTheirNames() {
        var chat =
                asked(
                        "'stop_sequences':['a','b'],'temperature':0.5,'top_p':0.9,'top_k':4,"
                                + "'metadata':{'user_id':'u'},'stream':true,'cache_control':{},"
                                + "'service_tier':'auto','provider':{'only':['x']},"
                                + "'session_id':'s','models':['o'],'odd':1");
        assertEquals(
                json(
                        "{'temperature':0.5,'top_p':0.9,'top_k':4,'provider':{'only':['x']},"
                                + "'session_id':'s','models':['o'],'odd':1,'model':'m','messages':"
                                + "[{'role':'user','content':'hi'}],'stream':true,"
                                + "'stop':['a','b'],'user':'u','max_tokens':9}"),
                chat);
    }

    @Test
    void aSystemPromptComesFirstWhateverItsForm() {
        var text = asked("'system':'be brief'").path("messages");
        assertEquals(json("{'role':'system','content':'be brief'}"), text.get(0));
        var blocks =
                asked(
                        "'system':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}},"
                                + "{'type':'text','text':'b'}]");
        assertEquals("a\n\nb", blocks.at("/messages/0/content").asText());
    }

    @Test
    void imagesComeAsAddresses() {
        assertEquals(
                list(
                        "{'role':'user','content':[{'type':'text','text':'see'},"
                                + "{'type':'image_url','image_url':{'url':"
                                + "'data:image/png;base64,AAAA'}},{'type':"
                                + "'image_url','image_url':{'url':'https://x.example/a.png'}}]}"),
                messages(
                        "{'role':'user','content':[{'type':'text','text':'see'},{'type':'image',"
                                + "'source':{'type':'base64','media_type':'image/png','data':"
                                + "'AAAA'}},{'type':'image','source':{'type':'url','url':"
                                + "'https://x.example/a.png'}}]}"));
    }

    @Test
    void callsAndResultsFindEachOther() {
        assertEquals(
                list(
                        "{'role':'assistant','content':'I look.','tool_calls':[{'id':'t1','type':"
                                + "'function','function':{'name':'see','arguments':'{}'}},"
                                + "{'id':'t2','type':'function','function':{'name':'see',"
                                + "'arguments':'{}'}}]},{'role':'tool','tool_call_id':'t1',"
                                + "'content':'sun'},{'role':'tool','tool_call_id':'t2','content':"
                                + "'Error: fog'},{'role':'user','content':[{'type':'image_url',"
                                + "'image_url':{'url':'https://x.example/b.png'}},{'type':'text',"
                                + "'text':'and?'}]}"),
                messages(
                        "{'role':'assistant','content':[{'type':'text','text':'I look.'},"
                                + "{'type':'tool_use','id':'t1','name':'see','input':{}},"
                                + "{'type':'tool_use','id':'t2','name':'see','input':{}}]},"
                                + "{'role':'user','content':[{'type':'text','text':'and?'},"
                                + "{'type':'tool_result','tool_use_id':'t1','content':'sun'},"
                                + "{'type':'tool_result','tool_use_id':'t2','is_error':true,"
                                + "'content':[{'type':'text','text':'fog'},{'type':'image',"
                                + "'source':{'type':'url','url':'https://x.example/b.png'}}]}]}"));
    }

    @Test
    void toolsAndTheirChoiceAreTranslated() {
        var chat =
                asked(
                        "'tools':[{'name':'see','description':'looks','input_schema':{'type':"
                                + "'object'},'cache_control':{}}],'tool_choice':{'type':'tool',"
                                + "'name':'see','disable_parallel_tool_use':true}");
        assertEquals(
                list(
                        "{'type':'function','function':{'name':'see','description':'looks',"
                                + "'parameters':{'type':'object'}}}"),
                chat.path("tools"));
        assertEquals(
                json("{'type':'function','function':{'name':'see'}}"), chat.path("tool_choice"));
        assertFalse(chat.path("parallel_tool_calls").asBoolean(true));
        var choices = List.of("auto", "any", "none");
        var spoken =
                choices.stream()
                        .map(it -> asked("'tool_choice':{'type':'" + it + "'}"))
                        .map(it -> it.path("tool_choice").asText())
                        .toList();
        assertEquals(List.of("auto", "required", "none"), spoken);
    }

    @Test
    void thinkingIsAskedForInTheWordsOfProviders() {
        var budget = asked("'thinking':{'type':'enabled','budget_tokens':5000}");
        assertEquals(5000, budget.at("/reasoning/max_tokens").asInt());
        assertEquals("medium", budget.path("reasoning_effort").asText());
        assertFalse(
                asked("'thinking':{'type':'disabled'}").at("/reasoning/enabled").asBoolean(true));
        assertTrue(asked("'thinking':{'type':'adaptive'}").at("/reasoning/enabled").asBoolean());
        var config =
                asked(
                        "'output_config':{'effort':'high','format':{'type':'json_schema','schema':"
                                + "{'type':'object'}}}");
        assertEquals("high", config.path("reasoning_effort").asText());
        assertEquals(json("{'type':'object'}"), config.at("/response_format/json_schema/schema"));
    }

    @Test
    void whatCannotBeServedIsRefusedByItsName() {
        Refused.by(PATH, "{'messages':[]}", "max_tokens");
        Refused.by(PATH, "{'max_tokens':9,'messages':[]}", "messages");
        Refused.by(PATH, "{'max_tokens':9}", "messages");
        for (var field :
                List.of("container", "mcp_servers", "context_management", "inference_geo", "n")) {
            Refused.by(PATH, "{" + ASK + ",'" + field + "':1}", field);
        }
        Refused.by(PATH, "{" + ASK + ",'tools':[{'type':'bash_20250124'}]}", "tools[0].type");
        Refused.by(PATH, "{" + ASK + ",'tools':[{'name':'a'}]}", "tools[0].input_schema");
        Refused.by(PATH, "{" + ASK + ",'tool_choice':{'type':'x'}}", "tool_choice.type");
        Refused.by(PATH, "{" + ASK + ",'stream':'yes'}", "stream");
        Refused.by(PATH, "{" + ASK + ",'stop_sequences':[1]}", "stop_sequences");
        Refused.by(PATH, "{" + ASK + ",'thinking':{'type':'enabled'}}", "thinking.budget_tokens");
        var block = "{'max_tokens':9,'messages':[{'role':'user','content':[{'type':'document'}]}]}";
        Refused.by(PATH, block, "messages[0].content[0].type");
        Refused.by(
                PATH,
                block.replace("'document'", "'image','source':{'type':'file'}"),
                "messages[0].content[0].source");
        Refused.by(PATH, block.replace("'user'", "'tool'"), "messages[0].role");
        assertTrue(Refused.by(PATH, block, "messages[0].content[0].type").contains("document"));
    }

    @Test
    void countingTokensNeedsNoLimit() {
        var counted =
                Dialects.counted(
                        Spoken.utf8(
                                "{\"model\":\"m\",\"system\":\"s\",\"messages\":["
                                        + "{\"role\":\"user\",\"content\":\"hi\"}]}"));
        assertEquals(2, Json.read(counted).orElseThrow().path("messages").size());
    }
}
