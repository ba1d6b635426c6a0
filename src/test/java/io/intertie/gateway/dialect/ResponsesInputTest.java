package io.intertie.gateway.dialect;

import static io.intertie.gateway.dialect.Spoken.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a client asks of a response, as a chat completion.
class ResponsesInputTest {
    private static final String PATH = "responses";

    private static ObjectNode asked(String fields) {
        return Spoken.asked(PATH, "{'model':'m'," + fields + "}");
    }

    private static JsonNode list(String items) {
        return json("{'a':[" + items + "]}").path("a");
    }

    @Test
    void theLeastRequestIsUnderstood() {
        assertEquals(
                json("{'model':'m','messages':[{'role':'user','content':'hi'}],'stream':false}"),
                asked("'input':'hi'"));
    }

    @Test
    void fieldsFindTheirNames() {
        assertEquals(
                json(
                        "{'model':'m','temperature':0.5,'top_p':0.9,'parallel_tool_calls':false,"
                                + "'user':'u','prompt_cache_key':'k','service_tier':'auto',"
                                + "'provider':{'only':['x']},'session_id':'s','odd':1,'messages':"
                                + "[{'role':'system','content':'be brief'},{'role':'user',"
                                + "'content':'hi'}],'stream':true,'max_completion_tokens':99,"
                                + "'reasoning_effort':'low','verbosity':'low','response_format':"
                                + "{'type':'json_schema','json_schema':{'name':'n','schema':{},"
                                + "'strict':true}}}"),
                asked(
                        "'input':'hi','instructions':'be brief','stream':true,'temperature':0.5,"
                                + "'top_p':0.9,'parallel_tool_calls':false,'user':'u',"
                                + "'prompt_cache_key':'k','service_tier':'auto','provider':"
                                + "{'only':['x']},'session_id':'s','odd':1,'store':true,"
                                + "'max_output_tokens':99,'metadata':{'a':'b'},'truncation':'auto',"
                                + "'include':['reasoning.encrypted_content'],'reasoning':{'effort':"
                                + "'low','summary':'auto'},'text':{'verbosity':'low','format':"
                                + "{'type':'json_schema','name':'n','schema':{},'strict':true}}"));
        var object = asked("'input':'a','text':{'format':{'type':'json_object'}}");
        assertEquals("json_object", object.at("/response_format/type").asText());
        assertFalse(asked("'input':'a','text':{'format':{'type':'text'}}").has("response_format"));
    }

    @Test
    void aConversationBecomesMessages() {
        assertEquals(
                list(
                        "{'role':'system','content':'s'},{'role':'user','content':[{'type':'text',"
                                + "'text':'see'},{'type':'image_url','image_url':{'url':"
                                + "'https://x.example/a.png','detail':'low'}},{'type':'file',"
                                + "'file':{'file_data':'data:x','filename':'a.pdf'}}]},{'role':"
                                + "'assistant','content':'I look.','reasoning_content':'Hm.',"
                                + "'tool_calls':[{'id':'t1','type':'function','function':{'name':"
                                + "'see','arguments':'{}'}},{'id':'t2','type':'function',"
                                + "'function':{'name':'see','arguments':'{}'}}]},{'role':'tool',"
                                + "'tool_call_id':'t1','content':'sun'},{'role':'tool',"
                                + "'tool_call_id':'t2','content':'fog'},{'role':'user','content':"
                                + "[{'type':'image_url','image_url':{'url':'data:b'}}]},{'role':"
                                + "'assistant','content':'','refusal':'no'}"),
                asked(
                                "'input':[{'role':'developer','content':'s'},{'role':'user',"
                                        + "'content':[{'type':'input_text','text':'see'},{'type':"
                                        + "'input_image','image_url':'https://x.example/a.png',"
                                        + "'detail':'low'},{'type':'input_file','file_data':"
                                        + "'data:x','filename':'a.pdf'}]},{'type':'reasoning',"
                                        + "'id':'r','summary':[{'type':'summary_text','text':"
                                        + "'Hm.'}],'encrypted_content':'anothers!'},{'type':"
                                        + "'message','id':'m','role':'assistant','status':"
                                        + "'completed','content':[{'type':'output_text','text':"
                                        + "'I look.','annotations':[]}]},{'type':'function_call',"
                                        + "'call_id':'t1','name':'see','arguments':'{}'},{'type':"
                                        + "'function_call','call_id':'t2','name':'see',"
                                        + "'arguments':'{}'},{'type':'function_call_output',"
                                        + "'call_id':'t1','output':'sun'},{'type':"
                                        + "'function_call_output','call_id':'t2','output':[{'type':"
                                        + "'input_text','text':'fog'},{'type':'input_image',"
                                        + "'image_url':'data:b'}]},{'role':'assistant','content':"
                                        + "[{'type':'refusal','refusal':'no'}]}]")
                        .path("messages"));
    }

    @Test
    void toolsAndTheirChoiceAreTranslated() {
        var tools =
                "'input':'a','tools':[{'type':'function','name':'see','description':'d',"
                        + "'parameters':{'type':'object'},'strict':true},{'type':'function',"
                        + "'name':'hear'}]";
        var chat = asked(tools + ",'tool_choice':{'type':'function','name':'see'}");
        assertEquals(
                list(
                        "{'type':'function','function':{'name':'see','description':'d',"
                                + "'parameters':{'type':'object'},'strict':true}},{'type':"
                                + "'function','function':{'name':'hear'}}"),
                chat.path("tools"));
        assertEquals(
                json("{'type':'function','function':{'name':'see'}}"), chat.path("tool_choice"));
        var one =
                asked(
                        tools
                                + ",'tool_choice':{'type':'allowed_tools','mode':'required',"
                                + "'tools':[{'type':'function','name':'hear'}]}");
        assertEquals("required", one.path("tool_choice").asText());
        assertEquals(1, one.path("tools").size());
        assertEquals("none", asked(tools + ",'tool_choice':'none'").path("tool_choice").asText());
    }

    @Test
    void whatCannotBeServedIsRefusedByItsName() {
        for (var field :
                List.of(
                        "previous_response_id",
                        "conversation",
                        "prompt",
                        "context_management",
                        "messages",
                        "response_format",
                        "max_tokens",
                        "n")) {
            Refused.by(PATH, "{'input':'a','" + field + "':'x'}", field);
        }
        Refused.by(PATH, "{'input':'a','background':true}", "background");
        Refused.by(PATH, "{'input':'a','store':'yes'}", "store");
        Refused.by(PATH, "{'input':'a','top_logprobs':2}", "top_logprobs");
        Refused.by(PATH, "{'input':'a','include':['message.output_text.logprobs']}", "include");
        Refused.by(PATH, "{'input':7}", "input");
        Refused.by(PATH, "{}", "input");
        for (var tool : List.of("web_search", "file_search", "mcp", "code_interpreter", "custom")) {
            var why = Refused.by(PATH, tool(tool), "tools[0].type");
            assertTrue(why.contains("'" + tool + "'"), why);
        }
        Refused.by(PATH, "{'input':'a','tool_choice':{'type':'mcp'}}", "tool_choice.type");
        Refused.by(PATH, "{'input':'a','text':{'format':{'type':'x'}}}", "text.format.type");
        Refused.by(PATH, "{'input':[{'type':'item_reference','id':'x'}]}", "input[0].type");
        Refused.by(PATH, "{'input':[{'type':'web_search_call'}]}", "input[0].type");
        Refused.by(PATH, "{'input':[{'role':'tool','content':'a'}]}", "input[0].role");
        Refused.by(PATH, content("'input_image','file_id':'f'"), "input[0].content[0].file_id");
        Refused.by(PATH, content("'input_file','file_id':'f'"), "input[0].content[0]");
        Refused.by(PATH, content("'input_audio'"), "input[0].content[0].type");
    }

    private static String tool(String type) {
        return "{'input':'a','tools':[{'type':'" + type + "'}]}";
    }

    private static String content(String type) {
        return "{'input':[{'role':'user','content':[{'type':" + type + "}]}]}";
    }
}
