package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.access.SpendLimit;
import io.intertie.money.Money;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that is there and says nothing: whatever an admission waits for, it waits once.
class FrozenDatabaseTest {
    private static final String PATH = "chat/completions";
    private static final String TOLD = "503 service_unavailable 5";

    /// Three seconds, and some for a machine that is busy.
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String BODY = TestMarket.chat("hello", "\"max_tokens\":100");
    private static final ApiKey.Grant RATED =
            new ApiKey.Grant(
                    ApiKey.Grant.ALL.scopes(),
                    List.of(),
                    Set.of(),
                    new ApiKey.Rates(Optional.of(600L), Optional.empty(), Optional.empty()),
                    RoutePolicy.ANY);
    private static final ApiKey.Limits LIMITED =
            new ApiKey.Limits(
                    Optional.of(
                            new SpendLimit(Money.of("1", TestOffers.USD), SpendLimit.Reset.NEVER)),
                    Optional.empty());

    @TempDir private Path usageLog;

    /// What it waits for first: a lease, a strict hold, its mark, a share of its rate, a newer
    /// snapshot.
    private static final List<Map<String, String>> CALLERS =
            List.of(
                    heads(TestMarket.KEY),
                    heads("sk-limited"),
                    Map.of("authorization", "Bearer " + TestMarket.KEY, "idempotency-key", "once"),
                    heads("sk-rated"),
                    heads("sk-unknown"));

    private static Map<String, String> heads(String key) {
        return Map.of("authorization", "Bearer " + key);
    }

    private static CompletableFuture<String> told(TestMarket market, Map<String, String> heads) {
        var client = new TestClient(_ -> true);
        market.asked(UUID.randomUUID(), PATH, heads, BODY, client);
        return CompletableFuture.supplyAsync(client::heard, Thread::startVirtualThread)
                .thenApply(heard ->
                        heard.status()
                                + " "
                                + heard.error().path("code").asText()
                                + " "
                                + heard.headers().get("retry-after"))
                .completeOnTimeout("nothing yet", SOON.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void whoeverMustWaitForItIsToldWithinOneDeadlineAndPaysNothing() throws Exception {
        try (var provider = SandboxProvider.start(0);
                var market = TestMarket.leased(usageLog, "10", provider.baseUrl())) {
            market.add("sk-limited", LIMITED, ApiKey.Grant.ALL);
            market.add("sk-rated", ApiKey.Limits.NONE, RATED);
            try (var _ = TestDatabase.frozen()) {
                var answers = CALLERS.stream().map(heads -> told(market, heads)).toList();
                assertEquals(
                        CALLERS.stream().map(_ -> TOLD).toList(),
                        answers.stream().map(CompletableFuture::join).toList());
                // Whoever still waits for it is still counted.
                assertTrue(market.kit.gate().inside() > 0);
            }
            for (int i = 0; i < 1_000 && market.kit.gate().inside() > 0; i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertEquals(0, market.kit.gate().inside());
            assertEquals(0, provider.seen().size());
            for (var heads : CALLERS.subList(0, CALLERS.size() - 1)) {
                assertEquals(200, market.answer(UUID.randomUUID(), PATH, heads, BODY).status());
            }
            market.leave();
            assertEquals(0, market.wallet().leased().micro());
            for (int i = 0; i < 1_000 && !market.wallet().held().isZero(); i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertEquals(0, market.wallet().held().micro());
            assertEquals(List.of(), market.ledger.coherence().faults());
        }
    }
}
