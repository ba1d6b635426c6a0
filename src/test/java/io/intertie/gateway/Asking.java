package io.intertie.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.gateway.wire.Json;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Every way in which a model can be asked: by its path, and what is said there.
///
/// "hello" is at most 25 tokens: 5 bytes, 4 of the role and 16 for a message; embeddings have no
/// role.
enum Asking {
    CHAT("chat/completions", "max_tokens", "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]"),
    COMPLETIONS("completions", "max_tokens", "\"prompt\":\"%s\""),
    RESPONSES("responses", "max_output_tokens", "\"input\":\"%s\""),
    MESSAGES("messages", "max_tokens", "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]"),
    EMBEDDINGS("embeddings", "", "\"input\":\"%s\"");

    final String path;
    private final String limit;
    private final String says;

    Asking(String path, String limit, String says) {
        this.path = path;
        this.limit = limit;
        this.says = says;
    }

    /// Each of them, streamed and whole, as arguments of a test.
    static Stream<Arguments> ways() {
        return Arrays.stream(values())
                .flatMap(one ->
                        one == EMBEDDINGS
                                ? Stream.of(Arguments.of(one, false))
                                : Stream.of(Arguments.of(one, true), Arguments.of(one, false)));
    }

    /// A request that wants so many tokens at most.
    String body(String text, int most, boolean streamed, String... fields) {
        var more = fields.length == 0 ? "" : "," + String.join(",", fields);
        if (this == EMBEDDINGS) {
            return "{\"model\":\"grid/all-minilm-l6-v2\",%s%s}"
                    .formatted(says.formatted(text), more);
        }
        return "{\"model\":\"grid/echo-1\",%s,\"%s\":%d,\"stream\":%s%s}"
                .formatted(says.formatted(text), limit, most, streamed, more);
    }

    /// The tokens that are counted when "hello" begins, with so many wanted at most.
    long tokensAtMost(int most) {
        return this == EMBEDDINGS ? 5 + 16 : 5 + 4 + 16 + most;
    }

    /// What a provider says to it: 8 tokens were read, and one was said.
    static FaultyProvider provider() {
        return FaultyProvider.replying(asked -> {
            var request = Json.read(asked).orElseThrow();
            return answer(request.has("messages"), request.path("stream").asBoolean());
        });
    }

    private static String answer(boolean isChat, boolean streamed) {
        var usage = "\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":1,\"total_tokens\":9}";
        if (!isChat) {
            return "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                    + "\"embedding\":[0.5]}],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}";
        }
        var head = "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",";
        var said = "{\"role\":\"assistant\",\"content\":\"ok\"}}],";
        return streamed
                ? "data: " + head + "\"delta\":" + said + usage + "}\n\ndata: [DONE]\n\n"
                : head + "\"message\":" + said + usage + "}";
    }

    /// Where an answer tells what it cost, whole or in the last events of a stream.
    static JsonNode usage(Heard heard) {
        JsonNode found = heard.body().path("usage");
        for (var event : heard.events()) {
            var data = event.substring(Math.max(0, event.indexOf("data: ") + 6));
            var json = Json.read(data).orElseGet(Json::object);
            for (var at : new String[] {"/usage", "/response/usage", "/message/usage"}) {
                if (json.at(at).has("cost")) {
                    found = json.at(at);
                }
            }
        }
        return found;
    }

    /// The headers that tell how the caller's limits stand, by what they count.
    String remaining(Heard heard, String which) {
        var name =
                this == MESSAGES
                        ? "anthropic-ratelimit-" + which + "-remaining"
                        : "x-ratelimit-remaining-" + which;
        return heard.headers().getOrDefault(name, "not told");
    }

    static Map<String, String> heads(String key) {
        return Map.of("authorization", "Bearer " + key);
    }
}
