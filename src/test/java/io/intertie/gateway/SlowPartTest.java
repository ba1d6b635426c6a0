package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.sandbox.SandboxProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A provider that takes for ever holds up nobody but those who wait for it.
@Tag("lesson-25")
class SlowPartTest {
    private static final int WAITING = 200;
    private static final int OTHERS = 20;
    private static final Duration SOON = Duration.ofSeconds(8);

    private static TestClient ask(TestMarket market, String provider) {
        var only = "\"provider\":{\"only\":[\"" + provider + "\"]}";
        var body = TestMarket.chat("hello", only);
        var heads = Map.of("authorization", "Bearer " + TestMarket.KEY);
        var client = new TestClient(_ -> true);
        return market.asked(UUID.randomUUID(), "chat/completions", heads, body, client);
    }

    @Test
    void whoeverAsksAnotherProviderIsAnsweredMeanwhile() throws Exception {
        var asked = new Semaphore(0);
        var answer = new Semaphore(0);
        try (var sandbox = SandboxProvider.start(0);
                var slow =
                        FaultyProvider.that(exchange -> {
                            asked.release();
                            answer.acquireUninterruptibly();
                            exchange.sendResponseHeaders(503, -1);
                        });
                var market = new TestMarket("100", slow.baseUrl(), sandbox.baseUrl())) {
            var waiting = new ArrayList<TestClient>();
            for (int call = 0; call < WAITING; call++) {
                waiting.add(ask(market, "provider-0"));
            }
            asked.acquire(WAITING);
            var begun = System.nanoTime();
            for (int call = 0; call < OTHERS; call++) {
                assertEquals(200, ask(market, "provider-1").heard().status());
            }
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(SOON) < 0, took.toString());
            answer.release(WAITING);
            for (var client : waiting) {
                assertTrue(client.heard().status() >= 500);
            }
            assertEquals(0, market.wallet().held().micro());
        }
    }
}
