package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.access.SpendLimit;
import io.intertie.access.SpendLimit.Reset;
import io.intertie.metering.UsageRecord.State;
import io.intertie.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Limits in every dialect, streamed and whole, by exact numbers: what a call may need is counted
/// before its provider is asked, what it did need when it has ended.
///
/// "hello" was 8 tokens to read and 1 to say: 2.870700 micro; at most 25 and 100: 106.34 micro, of
/// which 107 are set aside.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitNumbersTest {
    private static final int MOST = 100;
    private static final int CALLS = 5;

    private final FaultyProvider provider = Asking.provider();
    private final TestMarket market = new TestMarket("100", provider.baseUrl());

    @AfterAll
    void theBooksAgree() {
        assertEquals(List.of(), market.ledger.coherence().faults());
        assertEquals(0, market.wallet().held().micro());
        market.close();
        provider.close();
    }

    private Heard ask(Asking asking, boolean streamed, String key) {
        var body = asking.body("hello", MOST, streamed);
        return market.answer(UUID.randomUUID(), asking.path, Asking.heads(key), body);
    }

    private String key(ApiKey.Limits spends, Optional<Long> requests, Optional<Long> tokens) {
        var secret = "sk-test-" + UUID.randomUUID();
        var rates = new ApiKey.Rates(requests, tokens, Optional.empty());
        market.add(
                secret,
                spends,
                new ApiKey.Grant(
                        Set.of(ApiKey.Scope.CHAT, ApiKey.Scope.EMBEDDINGS),
                        List.of(),
                        Set.of(),
                        rates,
                        RoutePolicy.ANY));
        return secret;
    }

    private static long used(Asking asking) {
        return asking == Asking.EMBEDDINGS ? 8 : 9;
    }

    @ParameterizedTest
    @MethodSource("io.intertie.gateway.Asking#ways")
    @Tag("lesson-7")
    @Tag("lesson-32")
    void aLimitOfTokensCountsTokens(Asking asking, boolean streamed) {
        // Room for a third call beside what two have used, and not for a fourth.
        var limit = asking.tokensAtMost(MOST) + 2 * used(asking);
        var key = key(ApiKey.Limits.NONE, Optional.empty(), Optional.of(limit));
        var before = provider.calls();
        var told = new ArrayList<String>();
        for (int call = 0; call < CALLS; call++) {
            var heard = ask(asking, streamed, key);
            told.add(heard.status() + " " + asking.remaining(heard, "tokens"));
        }
        var left = limit - 3 * used(asking);
        assertEquals(
                List.of(
                        "200 " + 2 * used(asking),
                        "200 " + used(asking),
                        "200 0",
                        "429 " + left,
                        "429 " + left),
                told);
        assertEquals(3, provider.calls() - before);
    }

    @ParameterizedTest
    @MethodSource("io.intertie.gateway.Asking#ways")
    @Tag("lesson-32")
    void aLimitOfRequestsCountsRequests(Asking asking, boolean streamed) {
        var key = key(ApiKey.Limits.NONE, Optional.of(3L), Optional.empty());
        var told = new ArrayList<String>();
        for (int call = 0; call < CALLS; call++) {
            var heard = ask(asking, streamed, key);
            told.add(heard.status() + " " + asking.remaining(heard, "requests"));
        }
        assertEquals(List.of("200 2", "200 1", "200 0", "429 0", "429 0"), told);
    }

    @ParameterizedTest
    @MethodSource("io.intertie.gateway.Asking#ways")
    @Tag("lesson-3")
    @Tag("lesson-7")
    @Tag("lesson-32")
    void aBudgetCountsMoney(Asking asking, boolean streamed) {
        // Embeddings: 8 × 0.2332 = 1.8656 micro of at most 21 × 0.2332, of which 5 are set aside.
        var isEmbedding = asking == Asking.EMBEDDINGS;
        var budget = new Money(TestOffers.USD, isEmbedding ? 9 : 113);
        var spends = Optional.of(new SpendLimit(budget, Reset.NEVER));
        var key =
                key(
                        new ApiKey.Limits(spends, Optional.empty()),
                        Optional.empty(),
                        Optional.empty());
        var before = provider.calls();
        var statuses = new ArrayList<Integer>();
        for (int call = 0; call < CALLS; call++) {
            statuses.add(ask(asking, streamed, key).status());
        }
        assertEquals(List.of(200, 200, 200, 402, 402), statuses);
        assertEquals(3, provider.calls() - before);
        var pico = isEmbedding ? 8 * 233_200L : 8 * 233_200L + 1_005_100L;
        for (var rated : market.metering.records().ofBuyer(market.buyerId, 3)) {
            assertEquals(State.COMPLETED, rated.usage().state());
            assertEquals(pico, rated.charge().buyerPico());
        }
    }

    @ParameterizedTest
    @MethodSource("io.intertie.gateway.Asking#ways")
    @Tag("lesson-3")
    void anEmptyWalletOpensNothing(Asking asking, boolean streamed) {
        var before = provider.calls();
        try (var poor = new TestMarket("0.000004", provider.baseUrl())) {
            var body = asking.body("hello", MOST, streamed);
            var heads = Asking.heads(TestMarket.KEY);
            var heard = poor.answer(UUID.randomUUID(), asking.path, heads, body);
            assertEquals(402, heard.status(), heard.body().toString());
        }
        assertEquals(before, provider.calls());
    }
}
