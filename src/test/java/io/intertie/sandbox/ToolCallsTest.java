package io.intertie.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolCallsTest {
    private static final String CHAT = "/chat/completions";
    private static final String TOOLS =
            """
            "tools":[{"type":"function","function":{"name":"get_price","parameters":{"type":
            "object","properties":{"zone":{"type":"string"},"hour":{"type":"integer","minimum":7,
            "maximum":7}},"required":["zone","hour"]}}},
            {"type":"function","function":{"name":"get_load"}}]
            """;

    private SandboxProvider provider;
    private SandboxClient client;

    @BeforeAll
    void start() {
        provider = SandboxProvider.start(0);
        client = new SandboxClient(provider);
    }

    @AfterAll
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void aToolNamedByTheUserIsCalledWithArgumentsThatFit() throws Exception {
        JsonNode choice = choice("please call get_price for me", TOOLS);
        assertEquals("tool_calls", choice.path("finish_reason").asText());
        assertTrue(choice.at("/message/content").isNull());
        assertEquals(List.of("get_price"), names(choice));
        JsonNode arguments =
                Json.MAPPER.readTree(
                        choice.at("/message/tool_calls/0/function/arguments").asText());
        assertEquals(7, arguments.path("hour").asInt());
        assertTrue(arguments.path("zone").isTextual());
        assertEquals(choice, choice("please call get_price for me", TOOLS));
    }

    @Test
    void toolsAreCalledInTheOrderOfNamingAndOneOnlyWhereAsked() throws Exception {
        String both = "get_load, then get_price";
        assertEquals(List.of("get_load", "get_price"), names(choice(both, TOOLS)));
        String oneOnly = "\"parallel_tool_calls\":false";
        assertEquals(List.of("get_load"), names(choice(both, TOOLS, oneOnly)));
    }

    @Test
    void toolChoiceDecidesOverTheMessage() throws Exception {
        assertEquals(
                List.of("get_price"),
                names(choice("hello", TOOLS, "\"tool_choice\":\"required\"")));
        String named =
                "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_load\"}}";
        assertEquals(List.of("get_load"), names(choice("get_price", TOOLS, named)));
        assertEquals(List.of(), names(choice("call get_price", TOOLS, "\"tool_choice\":\"none\"")));
        assertEquals(400, client.post(CHAT, SandboxClient.chat("x", named)).statusCode());
    }

    @Test
    void aToolIsCalledWhenSomeToolIsAskedForAndNoneOtherwise() throws Exception {
        assertEquals(List.of("get_price"), names(choice("now use a tool", TOOLS)));
        assertEquals(List.of(), names(choice("hello", TOOLS)));
        assertEquals(List.of(), names(choice("call get_price")));
    }

    @Test
    void afterTheToolsResultTheModelSpeaks() throws Exception {
        String body =
                """
                {"model":"echo-1","messages":[{"role":"user","content":"call get_price"},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function",
                "function":{"name":"get_price","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c","content":"12"}],%s}\
                """
                        .formatted(TOOLS);
        JsonNode choice = client.json(CHAT, body).at("/choices/0");
        assertTrue(choice.at("/message/content").asText().startsWith("[sandbox]"));
    }

    @Test
    void streamedCallsCarryIdAndNameOnceAndTheirArgumentsJoin() throws Exception {
        String message = "get_load, then get_price";
        JsonNode whole = choice(message, TOOLS).at("/message/tool_calls");
        List<String> arguments = new ArrayList<>(List.of("", ""));
        List<String> opened = new ArrayList<>();
        List<String> events =
                client.events(CHAT, SandboxClient.chat(message, TOOLS, "\"stream\":true"));
        for (String event : events.subList(0, events.size() - 1)) {
            for (JsonNode call : Json.MAPPER.readTree(event).at("/choices/0/delta/tool_calls")) {
                int index = call.path("index").asInt(-1);
                if (call.has("id")) {
                    opened.add(call.path("id").asText() + call.at("/function/name").asText());
                }
                arguments.set(
                        index, arguments.get(index) + call.at("/function/arguments").asText());
            }
        }
        assertEquals(2, opened.size());
        for (int i = 0; i < 2; i++) {
            JsonNode call = whole.path(i);
            assertEquals(
                    call.path("id").asText() + call.at("/function/name").asText(), opened.get(i));
            assertEquals(call.at("/function/arguments").asText(), arguments.get(i));
        }
    }

    private JsonNode choice(String message, String... fields) throws Exception {
        return client.json(CHAT, SandboxClient.chat(message, fields)).at("/choices/0");
    }

    private static List<String> names(JsonNode choice) {
        List<String> names = new ArrayList<>();
        choice.at("/message/tool_calls")
                .forEach(call -> names.add(call.at("/function/name").asText()));
        return names;
    }
}
