package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.intertie.access.LockedPrice;
import io.intertie.access.PriceLock;
import io.intertie.access.Subscription;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.RoutePlan;
import io.intertie.gateway.routing.Router;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.metering.TestRating;
import io.intertie.metering.TokenCount;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.TestPrices;
import io.intertie.tariff.TwoBands;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which price a request is admitted at, and billed.
class BandEdgeTest {
    /// Midnight in Shanghai, where the night's band begins.
    private static final Instant EDGE = Instant.parse("2026-11-25T16:00:00Z");

    private static final Offer OFFER =
            TestOffers.of(TestOffers.CHAT, URI.create("http://localhost/v1"), 0);
    private static final Breakers BREAKERS = new Breakers(Clock.systemUTC());
    private static final TokenCount TOKENS = new TokenCount(5_300, 0, 1_100, 0);

    private final Clock clock = Clock.fixed(EDGE.minus(Duration.ofDays(9)), ZoneOffset.UTC);
    private final Database database = TestDatabase.fresh();
    private final PriceBook book = TestPrices.book(database, clock);
    private final TestRating rating = TestRating.of(book, database, clock);
    private final PriceBook.Priced priced = TwoBands.nightAndDay(database, clock.instant());
    private final Offer offer = offer(List.of(priced));

    @Test
    void aRequestAdmittedAMillisecondBeforeTheEdgeIsBilledAtItsOwnBand() {
        var before = admitted(EDGE.minusMillis(1), Optional.empty());
        var after = admitted(EDGE, Optional.empty());
        assertEquals(Band.PEAK, before.price().band());
        assertEquals(Band.VALLEY, after.price().band());
        // However long they stream: the band is that of their admission.
        assertEquals(billed(Band.PEAK), charge(before, EDGE.minusMillis(1)));
        assertEquals(billed(Band.VALLEY), charge(after, EDGE));
        assertEquals(true, billed(Band.PEAK) > billed(Band.VALLEY));
    }

    @Test
    void whatWasMadeReadyForOneBandIsNotUsedForTheNext() {
        var router = new Router(List.of(offer));
        for (long millis : new long[] {-1, 0, -1, 0}) {
            var band = millis < 0 ? Band.PEAK : Band.VALLEY;
            var planned = first(plan(router, Optional.empty(), millis));
            assertEquals(band, planned.price().band());
            assertEquals(output(band), planned.outputMicroPerMillion());
        }
    }

    @Test
    void aVersionThatBeginsWithinAQuarterHourPricesFromItsInstantOn() {
        var begins = EDGE.plus(Duration.ofMinutes(7));
        var dearer = TwoBands.dearer(database, begins);
        var until =
                new PriceBook.Priced(
                        TwoBands.closed(priced.version(), begins), priced.hours(), Set.of());
        var router = new Router(List.of(offer(List.of(until, dearer))));
        var edge = Duration.ofMinutes(7).toMillis();
        for (long millis : new long[] {0, edge - 1, edge, edge - 1}) {
            var version = millis < edge ? priced.version() : dearer.version();
            assertEquals(
                    version.id(),
                    first(plan(router, Optional.empty(), millis)).price().version().id());
        }
    }

    @Test
    void whoWantsALowPriceIsServedInTheCheapestBandOnly() {
        var router = new Router(List.of(offer));
        var low = ProviderWishes.of(TestWishes.body("price_window: 'low'"));
        var ask = Router.Ask.of(TestOffers.CHAT, subscription(Optional.empty()), EDGE).wishing(low);
        assertEquals(
                output(Band.VALLEY), first(router.plan(ask, BREAKERS)).outputMicroPerMillion());
        var early =
                Router.Ask.of(TestOffers.CHAT, subscription(Optional.empty()), EDGE.minusMillis(1))
                        .wishing(low);
        var refused = assertInstanceOf(RoutePlan.NoWay.class, router.plan(early, BREAKERS));
        assertEquals("price_window_closed", refused.fault().code());
        assertEquals(403, refused.fault().type().status());
    }

    @Test
    void aCapBetweenTheTwoBandsLetsTheCheaperOnePassAlone() {
        var peak = output(Band.PEAK);
        var valley = output(Band.VALLEY);
        var cap = Optional.of((peak + valley) / 2);
        assertEquals(valley, admitted(EDGE, cap).outputMicroPerMillion());
        var refused =
                assertInstanceOf(RoutePlan.NoWay.class, plan(new Router(List.of(offer)), cap, -1));
        assertEquals("price_above_cap", refused.fault().code());
    }

    @Test
    void aCapHoldsInTheInstantInWhichADearerVersionComesIntoForce() {
        var dearer = TwoBands.dearer(database, EDGE);
        var until =
                new PriceBook.Priced(
                        TwoBands.closed(priced.version(), EDGE), priced.hours(), Set.of());
        var router = new Router(List.of(offer(List.of(until, dearer))));
        var cap = Optional.of(output(Band.PEAK));
        assertEquals(priced.version().id(), first(plan(router, cap, -1)).price().version().id());
        var refused = assertInstanceOf(RoutePlan.NoWay.class, plan(router, cap, 0));
        assertEquals("price_above_cap", refused.fault().code());
        assertEquals(
                dearer.version().id(),
                first(plan(router, Optional.empty(), 0)).price().version().id());
    }

    @Test
    @Tag("lesson-26")
    void aListingWhosePriceIsUnknownIsNoPlaceToRouteTo() {
        var router = new Router(List.of(offer(List.of())));
        var nowhere = assertInstanceOf(RoutePlan.NoWay.class, plan(router, Optional.empty(), 0));
        assertEquals("no_provider_available", nowhere.fault().code());
    }

    @Test
    void whoHasLockedAPriceIsAdmittedAndBilledAtIt() {
        var dearer = TwoBands.dearer(database, clock.instant());
        var subscription = subscription(Optional.empty());
        var lock =
                new LockedPrice(
                        new PriceLock(
                                UUID.randomUUID(),
                                subscription.id(),
                                subscription.organisationId(),
                                OFFER.listing().id(),
                                clock.instant(),
                                EDGE.plus(Duration.ofDays(1)),
                                Optional.empty()),
                        List.of(priced));
        var router = new Router(List.of(offer(List.of(dearer))), Map.of(subscription.id(), lock));
        var mine = first(router.plan(Router.Ask.of(TestOffers.CHAT, subscription, EDGE), BREAKERS));
        assertEquals(priced.version().id(), mine.price().version().id());
        assertEquals(billed(Band.VALLEY), charge(mine, EDGE));
        var others = first(plan(router, Optional.empty(), 0));
        assertEquals(dearer.version().id(), others.price().version().id());
    }

    private Candidate admitted(Instant at, Optional<Long> cap) {
        return first(plan(new Router(List.of(offer)), cap, Duration.between(EDGE, at).toMillis()));
    }

    private static RoutePlan plan(Router router, Optional<Long> cap, long millisAfterEdge) {
        return router.plan(
                Router.Ask.of(TestOffers.CHAT, subscription(cap), EDGE.plusMillis(millisAfterEdge)),
                BREAKERS);
    }

    private static Candidate first(RoutePlan plan) {
        return assertInstanceOf(RoutePlan.Way.class, plan).candidates().getFirst();
    }

    private long charge(Candidate candidate, Instant admittedAt) {
        return rating.buyerPico(candidate.price(), "USD", TOKENS, admittedAt);
    }

    /// 5,300 in and 1,100 out at the stored lines of a band.
    private long billed(Band band) {
        return 5_300 * micro(band, io.intertie.tariff.TokenClass.INPUT) + 1_100 * output(band);
    }

    private long output(Band band) {
        return micro(band, io.intertie.tariff.TokenClass.OUTPUT);
    }

    private long micro(Band band, io.intertie.tariff.TokenClass tokens) {
        return priced.version()
                .line(tokens, band, Currency.of("USD"))
                .orElseThrow()
                .buyerMicroPerMillion();
    }

    private static Offer offer(List<PriceBook.Priced> prices) {
        return new Offer(
                OFFER.listing(),
                OFFER.model(),
                OFFER.provider(),
                OFFER.dataCenter(),
                Optional.empty(),
                prices);
    }

    private static Subscription subscription(Optional<Long> cap) {
        return new Subscription(
                UUID.randomUUID(),
                UUID.randomUUID(),
                TestOffers.CHAT.id(),
                Optional.empty(),
                Currency.of("USD"),
                cap,
                Instant.EPOCH,
                Optional.empty());
    }
}
