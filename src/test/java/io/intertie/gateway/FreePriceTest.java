package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.RoutePlan;
import io.intertie.gateway.routing.Router;
import io.intertie.ledger.TestLedger;
import io.intertie.metering.Ceiling;
import io.intertie.metering.Reservation;
import io.intertie.metering.Spender;
import io.intertie.metering.TestMetering;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A price of nothing is a mistake of whoever made it: nobody is sent there, and nothing is served
/// at it.
class FreePriceTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Offer paid = TestOffers.of(TestOffers.CHAT, URI.create("http://localhost/v1"), 0);

    /// The same offer, which asks nothing for some tokens.
    private Offer free(TokenClass tokens) {
        var priced = paid.prices().getFirst();
        var version = priced.version();
        var lines =
                version.lines().stream()
                        .map(line ->
                                line.tokens() == tokens
                                        ? new PriceVersion.Line(
                                                tokens,
                                                line.band(),
                                                line.buyerCurrency(),
                                                line.providerMicroPerMillion(),
                                                0)
                                        : line)
                        .toList();
        var free =
                new PriceVersion(
                        UUID.randomUUID(),
                        version.listingId(),
                        1,
                        Instant.EPOCH,
                        Optional.empty(),
                        version.providerCurrency(),
                        lines,
                        version.inputs(),
                        "hash",
                        "test");
        return new Offer(
                paid.listing(),
                paid.model(),
                paid.provider(),
                paid.dataCenter(),
                Optional.empty(),
                List.of(new PriceBook.Priced(free, priced.hours(), Set.of())));
    }

    @ParameterizedTest
    @EnumSource(names = {"INPUT", "OUTPUT"})
    @Tag("lesson-2")
    @Tag("lesson-26")
    void nobodyIsSentWhereNothingIsAsked(TokenClass tokens) {
        var subscription = TestOffers.subscription(UUID.randomUUID(), TestOffers.CHAT);
        var ask = Router.Ask.of(TestOffers.CHAT, subscription, NOW);
        var breakers = new Breakers(CLOCK);
        var none = new Router(List.of(free(tokens))).plan(ask, breakers);
        var fault = assertInstanceOf(RoutePlan.NoWay.class, none).fault();
        assertEquals("no_provider_available", fault.code());
        assertEquals(503, fault.type().status());
    }

    @ParameterizedTest
    @EnumSource(names = {"INPUT", "OUTPUT"})
    @Tag("lesson-2")
    @Tag("lesson-26")
    void nothingIsSetAsideWhereNothingIsAsked(TokenClass tokens) {
        var version = free(tokens).prices().getFirst().version();
        var ledger = TestLedger.on(TestDatabase.fresh(), CLOCK);
        var buyer = UUID.randomUUID();
        ledger.wallets().open(buyer, TestOffers.USD);
        ledger.topUp(buyer, "1", "USD");
        var metering = TestMetering.on(ledger, Map.of(version.id(), version), CLOCK).metering();
        var ceiling =
                new Ceiling(
                        UUID.randomUUID(),
                        buyer,
                        Spender.free(UUID.randomUUID()),
                        TestOffers.USD,
                        new PriceInForce(version, Band.FLAT, BigDecimal.ONE),
                        10,
                        10,
                        NOW.plusSeconds(60));
        assertInstanceOf(Reservation.Unpriced.class, metering.reserve(ceiling));
        assertEquals(0, ledger.wallets().find(buyer, TestOffers.USD).orElseThrow().held().micro());
    }
}
