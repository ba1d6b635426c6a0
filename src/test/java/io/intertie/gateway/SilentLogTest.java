package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.front.OpenFront;
import io.intertie.sandbox.SandboxProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever goes well or wrong, at the finest level of logging: no key, no prompt and no answer is
/// in a log.
@Tag("lesson-27")
class SilentLogTest {
    private static final String PROMPT = "zebra-prompt-7719";
    private static final String ANSWER = "okapi-answer-7719";
    private static final String STRANGER = "sk-stranger-7719";
    private static final String TASK = "gnu-task-7719";
    private static final List<String> SECRETS =
            List.of(PROMPT, ANSWER, STRANGER, TASK, TestMarket.KEY);
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("io.intertie");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final Handler ear = new Ear();

    private final class Ear extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord said) {
            var trace = new StringWriter();
            Optional.ofNullable(said.getThrown())
                    .ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(trace)));
            lines.add(formatter.formatMessage(said) + " " + trace);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        ear.setLevel(Level.ALL);
        OURS.setLevel(Level.ALL);
        ROOT.addHandler(ear);
    }

    @AfterEach
    void nothingWasSaid() {
        ROOT.removeHandler(ear);
        OURS.setLevel(Level.INFO);
        sandbox.close();
        for (var line : lines) {
            for (var secret : SECRETS) {
                assertFalse(line.contains(secret), line);
            }
        }
    }

    private static void ask(TestMarket market, Asking asking, boolean streamed, String says) {
        var body =
                asking.body(PROMPT + " " + says, 50, streamed, "\"session_id\":\"" + TASK + "\"");
        for (var key : List.of(TestMarket.KEY, STRANGER)) {
            var heads = Asking.heads(key);
            var id = UUID.randomUUID();
            var _ = market.answer(id, asking.path, heads, body).status();
        }
        var cut = body.substring(0, body.length() - 2);
        var heads = Asking.heads(TestMarket.KEY);
        assertEquals(400, market.answer(UUID.randomUUID(), asking.path, heads, cut).status());
    }

    @ParameterizedTest
    @MethodSource("io.intertie.gateway.Asking#ways")
    void whatProvidersDo(Asking asking, boolean streamed) {
        try (var market = new TestMarket(Duration.ofSeconds(1), "10", sandbox.baseUrl())) {
            for (var says : List.of("", "[[sandbox:status=500]]", "[[sandbox:fail_after=2]]")) {
                ask(market, asking, streamed, says);
                market.forgive();
            }
        }
        for (var answer :
                List.of(
                        "no json " + ANSWER,
                        "{\"choices\":[{\"delta\":{\"content\":\"" + ANSWER + "\"}}]}",
                        "data: {\"choices\":[{\"delta\":{\"content\":\"" + ANSWER + "\"}}]}\n\n",
                        "data: {" + ANSWER + "\n\n",
                        "data: {\"error\":{\"message\":\"" + PROMPT + ANSWER + "\"}}\n\n")) {
            try (var provider = FaultyProvider.replying(_ -> answer);
                    var market = new TestMarket("10", provider.baseUrl())) {
                ask(market, asking, streamed, "");
            }
        }
        try (var provider =
                        FaultyProvider.answering(
                                400, "{\"error\":{\"message\":\"" + PROMPT + "?\"}}");
                var market = new TestMarket("10", provider.baseUrl())) {
            ask(market, asking, streamed, "");
        }
    }

    @Test
    void whatTheDatabaseDoes() {
        try (var market = new TestMarket("10", sandbox.baseUrl())) {
            var id = UUID.randomUUID();
            Thread.ofVirtual()
                    .start(() -> {
                        while (market.wallet().held().isZero()) {
                            Thread.onSpinWait();
                        }
                        market.faucet.shut();
                    });
            var says = PROMPT + " [[sandbox:delay=300]]";
            var heard = market.chat(id, TestMarket.chat(says));
            assertEquals(503, heard.status());
            ask(market, Asking.CHAT, false, "");
            market.faucet.open();
            market.metering.metering().release(id);
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("is not on record")));
    }

    @Test
    void whatTheFrontSees() throws Exception {
        try (var market = new TestMarket("10", sandbox.baseUrl());
                var front = new OpenFront(market.completion((_, _, _, _) -> Optional.empty()));
                var http = HttpClient.newHttpClient()) {
            for (var path :
                    List.of(
                            "/v1/chat/completions?api_key=" + TestMarket.KEY,
                            "/v1/" + PROMPT,
                            "/v1/models?key=" + STRANGER,
                            "/elsewhere/" + PROMPT)) {
                var request =
                        HttpRequest.newBuilder(URI.create(front.url() + path))
                                .header("Authorization", "Bearer " + TestMarket.KEY)
                                .header("x-api-key", STRANGER)
                                .header("x-session-id", TASK)
                                .POST(HttpRequest.BodyPublishers.ofString(TestMarket.chat(PROMPT)))
                                .build();
                assertTrue(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()
                                < 500);
            }
        }
    }

    @Test
    void theEarHears() {
        OURS.log(Level.FINEST, "a {0}", "word");
        assertEquals(List.of("a word "), List.copyOf(lines));
    }
}
