package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.intertie.access.Subscription;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.RoutePlan;
import io.intertie.gateway.routing.Router;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.money.Currency;
import io.intertie.tariff.PriceBook;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
    private final Breakers breakers = new Breakers(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void theCheapestComesFirst() {
        assertEquals(List.of("provider-0", "provider-1", "provider-2"), way(ProviderWishes.NONE));
    }

    @Test
    void aNamedOrderComesBeforeThePrice() {
        assertEquals(
                List.of("provider-2", "provider-0", "provider-1"),
                way(wishes("order: ['provider-2']")));
    }

    @Test
    @Tag("lesson-21")
    void withoutFallbacksOnlyTheNamedOnesAreTriedOrTheFirst() {
        assertEquals(
                List.of("provider-2"),
                way(wishes("order: ['provider-2'], allow_fallbacks: false")));
        assertEquals(List.of("provider-0"), way(wishes("allow_fallbacks: false")));
    }

    @Test
    void onlyAndIgnoreNarrowTheChoice() {
        assertEquals(
                List.of("provider-1"),
                way(wishes("only: ['provider-0', 'provider-1'], ignore: ['provider-0']")));
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
                                        Router.Ask.of(
                                                TestOffers.CHAT,
                                                subscription(Optional.empty(), "USD"),
                                                NOW),
                                        breakers)));
        var none =
                new Router(OFFERS.stream().map(RouterTest::withoutRate).toList())
                        .plan(
                                Router.Ask.of(
                                        TestOffers.CHAT,
                                        subscription(Optional.empty(), "USD"),
                                        NOW),
                                breakers);
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
        rest(OFFERS.get(1).listing().id());
        assertEquals(List.of("provider-1", "provider-2"), way(ProviderWishes.NONE));
    }

    @Test
    void whenAllRestTheClientIsToldWhenToComeBack() {
        OFFERS.forEach(offer -> rest(offer.listing().id()));
        var plan = plan(subscription(Optional.empty(), "USD"), ProviderWishes.NONE);
        var fault = assertInstanceOf(RoutePlan.NoWay.class, plan).fault();
        assertEquals(503, fault.type().status());
        assertEquals(30, fault.retryAfter().orElseThrow().toSeconds());
    }

    @Test
    void aDearerHourThanTheSubscriptionAllowsIsRefused() {
        assertEquals(
                List.of("provider-0"),
                way(subscription(Optional.of(1_005_100L), "USD"), ProviderWishes.NONE));
        var plan = plan(subscription(Optional.of(1_005_099L), "USD"), ProviderWishes.NONE);
        assertEquals(
                "price_above_cap", assertInstanceOf(RoutePlan.NoWay.class, plan).fault().code());
    }

    @Test
    @Tag("lesson-26")
    void withoutAPriceInTheBuyersCurrencyNothingIsSent() {
        var plan = plan(subscription(Optional.empty(), "JPY"), ProviderWishes.NONE);
        assertEquals(503, assertInstanceOf(RoutePlan.NoWay.class, plan).fault().type().status());
    }

    private List<String> way(ProviderWishes wishes) {
        return way(subscription(Optional.empty(), "USD"), wishes);
    }

    private List<String> way(Subscription subscription, ProviderWishes wishes) {
        return way(plan(subscription, wishes));
    }

    private RoutePlan plan(Subscription subscription, ProviderWishes wishes) {
        return router.plan(
                Router.Ask.of(TestOffers.CHAT, subscription, NOW).wishing(wishes), breakers);
    }

    private void rest(UUID listingId) {
        for (int i = 0; i < 3; i++) {
            breakers.failed(listingId);
        }
    }

    private static ProviderWishes wishes(String provider) {
        return TestWishes.of(provider);
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
