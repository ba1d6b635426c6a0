package io.intertie.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.intertie.access.RoutePolicy;
import io.intertie.catalog.Model.Capability;
import io.intertie.choice.Considered;
import io.intertie.choice.Verdict;
import io.intertie.gateway.TestOffers;
import io.intertie.gateway.TestWishes;
import io.intertie.gateway.routing.TestPlaces.Kind;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.quality.Uptime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each wish alone, on four offers:
///
/// | offer | USD per 1M out | country | quantisation | data | declares | measured |
/// |---|---|---|---|---|---|---|
/// | 0 | 1.005100 | CN | fp8 | kept 30 days | nothing | 900 ms, 30/s, jitter 0.3, C |
/// | 1 | 1.105610 | DE | bf16 | trains | tools | 150 ms, 90/s, jitter 0.1, A |
/// | 2 | 1.206120 | IS | FP8 | nothing | tools, JSON | 300 ms, 60/s, jitter 0.15, B |
/// | 3 | 1.306630 | US | q4_k_m | nothing | JSON | nothing |
class WishTable {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
    private static final List<Offer> OFFERS =
            List.of(
                    TestPlaces.offer(
                            0,
                            Kind.PLAIN
                                    .keeping(30, false)
                                    .standing(TestPlaces.measured(900, 30, 3_000, "C"))),
                    TestPlaces.offer(
                            1,
                            Kind.PLAIN
                                    .in("DE")
                                    .of("bf16")
                                    .keeping(0, true)
                                    .able(Capability.TOOLS)
                                    .standing(TestPlaces.measured(150, 90, 1_000, "A"))),
                    TestPlaces.offer(
                            2,
                            Kind.PLAIN
                                    .in("IS")
                                    .of("FP8")
                                    .able(Capability.TOOLS, Capability.JSON)
                                    .standing(TestPlaces.measured(300, 60, 1_500, "B"))),
                    TestPlaces.offer(3, Kind.PLAIN.in("US").of("q4_k_m").able(Capability.JSON)));

    private final Breakers breakers = new Breakers(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Router router = new Router(OFFERS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Weights: 1.005 × 1.22 = 1.226, 1.106 × 1, 1.206 × 1.06 = 1.278, 1.307 × 1.
                "                                            | 1 0 2 3 |",
                "order: ['provider-3', 'provider-0']         | 3 0 1 2 |",
                "order: ['provider-3'], allow_fallbacks: false | 3     | not-named 0 1 2",
                "allow_fallbacks: false                      | 1       | beyond 0 2 3",
                "only: ['provider-2', 'provider-0']          | 0 2     | not-named 1 3",
                "ignore: ['provider-1']                      | 0 2 3   | ignored 1",
                "data_collection: 'allow'                    | 1 0 2 3 |",
                "data_collection: 'deny'                     | 0 2 3   | data 1",
                "zdr: true                                   | 2 3     | data 0 1",
                "quantizations: ['fp8']                      | 0 2     | quantisation 1 3",
                "quantizations: ['unknown', 'bf16']          | 1 3     | quantisation 0 2",
                "countries: ['de', 'IS']                     | 1 2     | country 0 3",
                "exclude_countries: ['DE', 'CN']             | 2 3     | country 0 1",
                "sort: 'price'                               | 0 1 2 3 |",
                "sort: 'throughput'                          | 1 2 0 3 |",
                "sort: 'latency'                             | 1 2 0 3 |",
                "sort: 'stability'                           | 1 2 0 3 |",
                "sort: 'tokens_per_kwh'                      | 1 0 2 3 |",
                "max_price: {completion: 1.105610}           | 1 0     | max-price 2 3",
                "max_price: {completion: 1.105609}           | 0       | max-price 1 2 3",
                "max_price: {prompt: 0.2332}                 | 0       | max-price 1 2 3",
                "max_price: {prompt: 0.233199}               |         | max-price 0 1 2 3",
                "max_price: {request: 0}                     | 1 0 2 3 |",
                "preferred_min_throughput: 50                | 1 2 3 0 |",
                "preferred_max_latency: 0.2                  | 1 3 0 2 |",
                "preferred_max_latency: {p90: 0.3}           | 1 3 0 2 |",
                "preferred_min_throughput: {p75: 55}         | 1 3 0 2 |",
                "max_jitter: 0.15                            | 1 2     | jitter 0 3",
                "max_jitter: 0.1499                          | 1       | jitter 0 2 3",
                "min_tokens_per_kwh: 786163                  | 1 0 2 3 |",
                "min_tokens_per_kwh: 786164                  |         | tokens-per-kwh 0 1 2 3",
            })
    void aWishHasItsEffect(String wish, String places, String lost) {
        var plan = plan(wish == null ? ProviderWishes.NONE : TestWishes.of(wish));
        assertEquals(places(places), TestPlaces.slugs(plan));
        assertEquals(lost == null ? "" : lost, lost(plan));
        assertEquals(4, plan.considered().size());
    }

    private static List<String> places(String numbers) {
        return numbers == null
                ? List.of()
                : Arrays.stream(numbers.split(" ")).map(one -> "provider-" + one).toList();
    }

    private static String lost(RoutePlan plan) {
        return plan.considered().stream()
                .filter(one -> !one.verdict().isPlanned())
                .collect(Collectors.groupingBy(Considered::verdict, Collectors.toList()))
                .entrySet()
                .stream()
                .map(one -> one.getKey().word() + " " + numbers(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String numbers(List<Considered> some) {
        return some.stream()
                .map(one -> Integer.toString(number(one)))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static int number(Considered one) {
        for (int at = 0; at < OFFERS.size(); at++) {
            if (OFFERS.get(at).listing().id().equals(one.listingId())) {
                return at;
            }
        }
        throw new IllegalStateException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools: [{}]                                           | 1 2",
                "response_format: {type: 'json_object'}                | 2 3",
                "tools: [{}], response_format: {type: 'json_object'}   | 2",
                "temperature: 0.5                                      | 1 0 2 3",
            })
    void whoInsistsOnParametersIsServedByThoseThatDeclareThem(String fields, String places) {
        var body = TestWishes.body("provider: {require_parameters: true}, " + fields);
        assertEquals(places(places), TestPlaces.slugs(plan(ProviderWishes.of(body))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'DE IS' | ''      | false | false | 1 2     | policy-country 0 3",
                "''      | 'DE CN' | false | false | 2 3     | policy-country 0 1",
                "''      | ''      | true  | false | 0 2 3   | policy-data 1",
                "''      | ''      | false | true  | 1 2 3   | policy-data 0",
                "'DE'    | 'DE'    | false | false |         | policy-country 0 1 2 3",
            })
    void aPolicyHoldsBeforeAnyWish(
            String only,
            String not,
            boolean training,
            boolean retention,
            String places,
            String lost) {
        var policy =
                new RoutePolicy(
                        only.isEmpty() ? Optional.empty() : Optional.of(Set.of(only.split(" "))),
                        not.isEmpty() ? Set.of() : Set.of(not.split(" ")),
                        training,
                        retention);
        var plan = router.plan(ask(ProviderWishes.NONE).under(policy), breakers);
        assertEquals(places(places), TestPlaces.slugs(plan));
        assertEquals(lost, lost(plan));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "countries: ['FR']         | 404 | no_matching_provider | provider.countries",
                "only: ['nobody']          | 404 | no_matching_provider | provider",
                "max_jitter: 0.01          | 404 | no_matching_provider | provider.max_jitter",
                "max_price: {prompt: 0.1}  | 403 | max_price_exceeded   | provider.max_price",
                "max_price: {completion: 1.2}, only: ['provider-3']"
                        + " | 403 | max_price_exceeded | provider.max_price",
            })
    void aRefusalNamesTheWishThatLeftNobody(String wish, int status, String code, String param) {
        var fault = refused(plan(TestWishes.of(wish)));
        assertEquals(status, fault.type().status());
        assertEquals(code, fault.code());
        assertEquals(Optional.of(param), fault.param());
    }

    @Test
    void aRefusalCountsWhatWasLostToEach() {
        var policy = new RoutePolicy(Optional.empty(), Set.of("CN"), false, false);
        var wishes = TestWishes.of("ignore: ['provider-1'], max_price: {prompt: 0.1}");
        var fault = refused(router.plan(ask(wishes).under(policy), breakers));
        assertEquals("max_price_exceeded", fault.code());
        assertEquals(
                "No provider of 'grid/echo-1' may serve this request: 1 where your policy lets no"
                        + " data go, 1 left out by 'provider.ignore', 2 dearer now than"
                        + " 'provider.max_price'. Nothing was charged. Wait for a cheaper hour or"
                        + " raise 'provider.max_price'.",
                fault.message());
        var nowhere = new RoutePolicy(Optional.of(Set.of()), Set.of(), false, false);
        var closed = refused(router.plan(ask(wishes).under(nowhere), breakers));
        assertEquals("policy_country", closed.code());
        assertEquals(403, closed.type().status());
    }

    @Test
    void aDegradedListingGoesBehindAndOneBelowEightyPercentIsTheLastResort() {
        var router =
                new Router(
                        List.of(
                                uptime(0, Uptime.Standing.FALLBACK_ONLY, 790),
                                uptime(1, Uptime.Standing.DEGRADED, 940),
                                uptime(2, Uptime.Standing.UNKNOWN, 0),
                                uptime(3, Uptime.Standing.GOOD, 999)));
        var plan = router.plan(ask(ProviderWishes.NONE), breakers);
        assertEquals(places("2 3 1 0"), TestPlaces.slugs(plan));
        assertEquals(
                List.of(Verdict.CHOSEN, Verdict.NEXT, Verdict.BEHIND_UPTIME, Verdict.BEHIND_UPTIME),
                plan.considered().stream().map(Considered::verdict).toList());
        assertEquals(940, plan.considered().get(2).figure());
        // Neither the cheapest price nor a warm cache brings it forward.
        var cheapest = router.plan(ask(TestWishes.of("sort: 'price'")), breakers);
        assertEquals(places("2 3 1 0"), TestPlaces.slugs(cheapest));
        var last = Optional.of(plan.considered().getLast().listingId());
        var warm = router.plan(ask(ProviderWishes.NONE).after(last), breakers);
        assertEquals(places("2 3 1 0"), TestPlaces.slugs(warm));
        // Whoever names one gets it first all the same.
        var named = router.plan(ask(TestWishes.of("order: ['provider-0']")), breakers);
        assertEquals(places("0 2 3 1"), TestPlaces.slugs(named));
    }

    private static Offer uptime(int place, Uptime.Standing uptime, int perMille) {
        return TestPlaces.offer(place, Kind.PLAIN.standing(TestPlaces.standing(uptime, perMille)));
    }

    @Test
    @Tag("lesson-21")
    void aConversationStaysWithItsListingAndTheExplanationSaysSo() {
        var served = Optional.of(OFFERS.get(3).listing().id());
        var plan = router.plan(ask(ProviderWishes.NONE).after(served), breakers);
        assertEquals(places("3 1 0 2"), TestPlaces.slugs(plan));
        assertEquals(Verdict.KEPT, plan.considered().getFirst().verdict());
        var sorted = router.plan(ask(TestWishes.of("sort: 'price'")).after(served), breakers);
        assertEquals(places("0 1 2 3"), TestPlaces.slugs(sorted));
    }

    @Test
    void aBusyListingIsPassedOverAndAllBusyIsSoonToBeTriedAgain() {
        var narrow = new Breakers(Clock.fixed(NOW, ZoneOffset.UTC), 1);
        var router = new Router(OFFERS.subList(0, 2));
        var first = narrow.enter(OFFERS.get(1).listing().id()).orElseThrow();
        var plan = router.plan(ask(ProviderWishes.NONE), narrow);
        assertEquals(places("0"), TestPlaces.slugs(plan));
        assertEquals("busy 1", lost(plan));
        var _ = narrow.enter(OFFERS.get(0).listing().id()).orElseThrow();
        var fault = refused(router.plan(ask(ProviderWishes.NONE), narrow));
        assertEquals(503, fault.type().status());
        assertEquals(5, fault.retryAfter().orElseThrow().toSeconds());
        first.close();
        assertEquals(places("1"), TestPlaces.slugs(router.plan(ask(ProviderWishes.NONE), narrow)));
    }

    private RoutePlan plan(ProviderWishes wishes) {
        return router.plan(ask(wishes), breakers);
    }

    private static Router.Ask ask(ProviderWishes wishes) {
        var subscription = TestPlaces.subscription(Optional.empty(), Optional.empty());
        return Router.Ask.of(TestOffers.CHAT, subscription, NOW).wishing(wishes);
    }

    private static Fault refused(RoutePlan plan) {
        return assertInstanceOf(RoutePlan.NoWay.class, plan).fault();
    }
}
