package io.intertie.certification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.intertie.catalog.Model;
import io.intertie.tokens.Tokenizer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Endpoints that count more or less than there is.
class CountingTest {
    private static final String SAID =
            "Power grids carry electricity from where it is made to where it is used. It must"
                    + " balance at every moment, because nobody can store much of it cheaply.";

    @ParameterizedTest
    @CsvSource({
        // The factors of input and output in percent; whether it passes unknown, and known.
        "100, 100, true, true",
        "104, 110, true, true",
        "130, 100, true, false",
        "85, 100, true, false",
        "100, 150, true, false",
        "100, 50, true, false",
        "330, 100, false, false",
        "40, 100, false, false"
    })
    void whereTheTokenizerIsKnownACountIsBelievedToATwentieth(
            int input, int output, boolean unknown, boolean known) throws IOException {
        var server = server(input, output);
        try {
            var endpoint =
                    URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
            var subject = TestRuns.subject(endpoint, Optional.empty());
            var tokens = new Model.Tokens(Tokenizer.O200K_BASE, "a test", "exact");
            var model = subject.model().with(Optional.of(tokens));
            assertEquals(unknown, isPassed(subject));
            assertEquals(known, isPassed(new Subject(subject.listing(), model, Optional.empty())));
        } finally {
            server.stop(0);
        }
    }

    private static boolean isPassed(Subject subject) {
        var step =
                TestRuns.taken(subject).stream()
                        .filter(one -> one.step() == Step.TOKENS)
                        .findFirst()
                        .orElseThrow();
        if (step.progress() == Run.Progress.FAILED) {
            assertEquals(Optional.of(Finding.COUNTS_DIFFER), step.finding(), step::toString);
        }
        return step.progress() == Run.Progress.PASSED;
    }

    private static HttpServer server(int input, int output) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/models", exchange -> answer(exchange, "{\"data\":[]}"));
        server.createContext(
                "/v1/chat/completions",
                exchange -> {
                    var asked =
                            Reply.parsed(
                                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    var text = asked.path("messages").path(0).path("content").asText();
                    var prompt = 7 + Tokenizer.O200K_BASE.count(text) * input / 100;
                    var completion = Tokenizer.O200K_BASE.count(SAID) * output / 100;
                    answer(exchange, reply(prompt, completion).toString());
                });
        server.start();
        return server;
    }

    private static ObjectNode reply(int prompt, int completion) {
        var reply = Reply.JSON.createObjectNode().put("object", "chat.completion");
        var choice = reply.putArray("choices").addObject().put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", SAID);
        reply.putObject("usage")
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        return reply;
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.getBytes(UTF_8).length);
        exchange.getResponseBody().write(json.getBytes(UTF_8));
        exchange.close();
    }
}
