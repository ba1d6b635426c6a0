package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.intertie.access.Subscription;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.RoutePlan;
import io.intertie.gateway.routing.Router;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.money.Currency;
import io.intertie.tariff.PriceBook;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
    private static final List<Offer> OFFERS =
            Stream.of(2, 0, 1)
                    .map(place ->
                            TestOffers.of(
                                    TestOffers.CHAT, URI.create("http://localhost/v1"), place))
                    .toList();

    private final Router router = new Router(OFFERS);

    @Test
    void theCheapestComesFirst() {
        assertEquals(List.of("provider-0", "provider-1", "provider-2"), way(ProviderWishes.NONE));
    }

    @Test
    void aNamedOrderComesBeforeThePrice() {
        assertEquals(
                List.of("provider-2", "provider-0", "provider-1"),
                way(new ProviderWishes(List.of("provider-2"), Set.of(), Set.of(), true)));
    }

    @Test
    void withoutFallbacksOnlyTheNamedOnesAreTriedOrTheFirst() {
        assertEquals(
                List.of("provider-2"),
                way(new ProviderWishes(List.of("provider-2"), Set.of(), Set.of(), false)));
        assertEquals(
                List.of("provider-0"),
                way(new ProviderWishes(List.of(), Set.of(), Set.of(), false)));
    }

    @Test
    void onlyAndIgnoreNarrowTheChoice() {
        assertEquals(
                List.of("provider-1"),
                way(
                        new ProviderWishes(
                                List.of(),
                                Set.of("provider-0", "provider-1"),
                                Set.of("provider-0"),
                                true)));
    }

    @Test
    void anOfferWithoutAnExchangeRateIsLeftOutAndWithNoOtherNothingIsCharged() {
        var stopped =
                OFFERS.stream()
                        .map(offer ->
                                offer.listing().id().equals(OFFERS.get(1).listing().id())
                                        ? withoutRate(offer)
                                        : offer)
                        .toList();
        assertEquals(
                List.of("provider-1", "provider-2"),
                way(
                        new Router(stopped)
                                .plan(
                                        TestOffers.CHAT,
                                        subscription(Optional.empty(), "USD"),
                                        ProviderWishes.NONE,
                                        id -> false,
                                        NOW)));
        var none =
                new Router(OFFERS.stream().map(RouterTest::withoutRate).toList())
                        .plan(
                                TestOffers.CHAT,
                                subscription(Optional.empty(), "USD"),
                                ProviderWishes.NONE,
                                id -> false,
                                NOW);
        var fault = assertInstanceOf(RoutePlan.NoWay.class, none).fault();
        assertEquals("no_provider_available", fault.code());
        assertEquals(503, fault.type().status());
    }

    private static Offer withoutRate(Offer offer) {
        return new Offer(
                offer.listing(),
                offer.model(),
                offer.provider(),
                offer.dataCenter(),
                offer.credential(),
                offer.prices().stream()
                        .map(one ->
                                new PriceBook.Priced(
                                        one.version(), one.hours(), Set.of(TestOffers.USD)))
                        .toList());
    }

    private static List<String> way(RoutePlan plan) {
        return assertInstanceOf(RoutePlan.Way.class, plan).candidates().stream()
                .map(candidate -> candidate.offer().provider().slug())
                .toList();
    }

    @Test
    void aListingThatRestsIsLeftOut() {
        var cheapest = OFFERS.get(1).listing().id();
        assertEquals(
                List.of("provider-1", "provider-2"),
                way(subscription(Optional.empty(), "USD"), ProviderWishes.NONE, cheapest::equals));
    }

    @Test
    void whenAllRestTheClientIsToldWhenToComeBack() {
        var plan = plan(subscription(Optional.empty(), "USD"), ProviderWishes.NONE, _ -> true);
        var fault = assertInstanceOf(RoutePlan.NoWay.class, plan).fault();
        assertEquals(503, fault.type().status());
        assertEquals(30, fault.retryAfter().orElseThrow().toSeconds());
    }

    @Test
    void aDearerHourThanTheSubscriptionAllowsIsRefused() {
        assertEquals(
                List.of("provider-0"),
                way(subscription(Optional.of(1_005_100L), "USD"), ProviderWishes.NONE, _ -> false));
        var plan =
                plan(subscription(Optional.of(1_005_099L), "USD"), ProviderWishes.NONE, _ -> false);
        assertEquals(
                "price_above_cap", assertInstanceOf(RoutePlan.NoWay.class, plan).fault().code());
    }

    @Test
    void withoutAPriceInTheBuyersCurrencyNothingIsSent() {
        var plan = plan(subscription(Optional.empty(), "JPY"), ProviderWishes.NONE, _ -> false);
        assertEquals(503, assertInstanceOf(RoutePlan.NoWay.class, plan).fault().type().status());
    }

    private List<String> way(ProviderWishes wishes) {
        return way(subscription(Optional.empty(), "USD"), wishes, _ -> false);
    }

    private List<String> way(
            Subscription subscription, ProviderWishes wishes, Predicate<UUID> resting) {
        var plan = plan(subscription, wishes, resting);
        return assertInstanceOf(RoutePlan.Way.class, plan).candidates().stream()
                .map(candidate -> candidate.offer().provider().slug())
                .toList();
    }

    private RoutePlan plan(
            Subscription subscription, ProviderWishes wishes, Predicate<UUID> resting) {
        return router.plan(TestOffers.CHAT, subscription, wishes, resting, NOW);
    }

    private static Subscription subscription(Optional<Long> cap, String currency) {
        return new Subscription(
                UUID.randomUUID(),
                UUID.randomUUID(),
                TestOffers.CHAT.id(),
                Optional.empty(),
                Currency.of(currency),
                cap,
                Instant.EPOCH,
                Optional.empty());
    }
}
