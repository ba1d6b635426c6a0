package io.intertie.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.catalog.Model;
import io.intertie.gateway.TestWishes;
import io.intertie.gateway.wire.ProviderWishes.Marks;
import io.intertie.gateway.wire.ProviderWishes.MostPaid;
import io.intertie.gateway.wire.ProviderWishes.Sort;
import io.intertie.platform.http.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderWishesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "model: 'a/b'",
                "provider: null",
                "provider: null, price_window: null",
            })
    void whatAsksForNothingIsTheSameAsNoWish(String body) {
        assertSame(ProviderWishes.NONE, ProviderWishes.of(TestWishes.body(body)));
    }

    @Test
    void everyWishIsRead() {
        var wishes =
                TestWishes.of(
                        """
                        order: ['a', 'b'], only: ['a'], ignore: ['c'], allow_fallbacks: false,
                        data_collection: 'deny', zdr: true, quantizations: ['FP8', 'bf16'],
                        sort: 'tokens_per_kwh',
                        max_price: {prompt: 0.2332, completion: '1.0051', request: 0},
                        preferred_min_throughput: 40, preferred_max_latency: {p50: 0.5, p99: 2},
                        countries: ['de', 'IS'], exclude_countries: ['US'], max_jitter: 0.2,
                        min_tokens_per_kwh: 500000.5
                        """);
        assertEquals(List.of("a", "b"), wishes.order());
        assertEquals(Set.of("a"), wishes.only());
        assertEquals(Set.of("c"), wishes.ignore());
        assertEquals(false, wishes.allowFallbacks());
        assertEquals(Optional.of(Sort.TOKENS_PER_KWH), wishes.sort());
        var demands = wishes.demands();
        assertTrue(demands.noTraining() && demands.noRetention());
        assertEquals(Set.of("fp8", "bf16"), demands.quantisations());
        assertEquals(new MostPaid(233_200, 1_005_100, 0), demands.mostPaid());
        assertEquals(Set.of("DE", "IS"), demands.countries());
        assertEquals(Set.of("US"), demands.excludedCountries());
        assertEquals(OptionalLong.of(2_000), demands.jitterBasisPoints());
        assertEquals(OptionalLong.of(500_001), demands.tokensPerKwh());
        assertEquals(new Marks(40_000, 0, 0, 0), wishes.preferences().leastThroughput());
        assertEquals(new Marks(500, 0, 0, 2_000), wishes.preferences().mostLatency());
    }

    @Test
    void aMaxPriceIsCutSoThatNothingAboveItPasses() {
        var most = TestWishes.of("max_price: {prompt: '0.00000199'}").demands().mostPaid();
        assertEquals(new MostPaid(1, Long.MAX_VALUE, Long.MAX_VALUE), most);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools: []                               | TOOLS",
                "functions: [{}], reasoning: {}          | TOOLS REASONING",
                "response_format: {type: 'json_schema'}  | JSON",
                "response_format: {type: 'text'}         | ''",
                "reasoning_effort: 'low', seed: 1        | REASONING",
            })
    void whatTheParametersNeedIsAskedForOnlyOnDemand(String fields, String needed) {
        var demanded = "provider: {require_parameters: true}, " + fields;
        var names =
                ProviderWishes.of(TestWishes.body(demanded)).demands().needed().stream()
                        .map(Model.Capability::name)
                        .toList();
        assertEquals(needed.isEmpty() ? Set.of() : Set.of(needed.split(" ")), Set.copyOf(names));
        var relaxed = ProviderWishes.of(TestWishes.body("provider: {}, " + fields));
        assertEquals(Set.of(), relaxed.demands().needed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider: []                                      | provider",
                "provider: 'a'                                     | provider",
                "provider: {nearest: true}                         | provider.nearest",
                "provider: {order: 'a'}                            | provider.order",
                "provider: {only: [1]}                             | provider.only",
                "provider: {allow_fallbacks: 'no'}                 | provider.allow_fallbacks",
                "provider: {require_parameters: 1}                 | provider.require_parameters",
                "provider: {data_collection: 'maybe'}              | provider.data_collection",
                "provider: {zdr: 'yes'}                            | provider.zdr",
                "provider: {quantizations: ['fp7']}                | provider.quantizations",
                "provider: {sort: 'beauty'}                        | provider.sort",
                "provider: {sort: {by: 'price'}}                   | provider.sort",
                "provider: {max_price: 1}                          | provider.max_price",
                "provider: {max_price: {image: 1}}                 | provider.max_price.image",
                "provider: {max_price: {prompt: -1}}               | provider.max_price.prompt",
                "provider: {max_price: {prompt: 'a'}}              | provider.max_price.prompt",
                "provider: {max_price: {prompt: '1e999999999'}}    | provider.max_price.prompt",
                "provider: {max_price: {prompt: '1e-999999999'}}   | provider.max_price.prompt",
                "provider: {max_price: {prompt: [1]}}              | provider.max_price.prompt",
                "provider: {max_price: {prompt: 1e300}}            | provider.max_price.prompt",
                "provider: {preferred_max_latency: 0}" + " | provider.preferred_max_latency",
                "provider: {preferred_min_throughput: {p95: 1}}"
                        + " | provider.preferred_min_throughput.p95",
                "provider: {countries: ['Germany']}                | provider.countries",
                "provider: {exclude_countries: 'DE'}               | provider.exclude_countries",
                "provider: {max_jitter: true}                      | provider.max_jitter",
                "provider: {min_tokens_per_kwh: 'x'}               | provider.min_tokens_per_kwh",
                "price_window: 'night'                             | price_window",
                "price_window: 1                                   | price_window",
            })
    void whatIsNoWishIsRefusedByItsName(String body, String field) {
        var problem = assertThrows(Problem.class, () -> ProviderWishes.of(TestWishes.body(body)));
        assertEquals(Set.of(field), problem.fields().keySet());
        assertEquals(400, problem.type().status());
    }

    @Test
    void aListThatIsTooLongIsRefused() {
        var names = "'a',".repeat(101);
        assertThrows(Problem.class, () -> TestWishes.of("only: [" + names + "'a']"));
    }
}
