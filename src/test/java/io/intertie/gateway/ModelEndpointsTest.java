package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.access.Subscription;
import io.intertie.gateway.admission.Caller;
import io.intertie.gateway.admission.TestCallers;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.Standing;
import io.intertie.gateway.wire.ProviderWishes.Marks;
import io.intertie.platform.config.TestClock;
import io.intertie.quality.Uptime;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ModelEndpointsTest {
    private static final UUID BUYER = new UUID(7, 7);
    private static final String NAME = "grid/echo-1";

    private final TestClock clock = new TestClock();
    private final Offer cheap = TestOffers.of(TestOffers.CHAT, URI.create("http://a"), 0);
    private final Offer dear = TestOffers.of(TestOffers.CHAT, URI.create("http://b"), 1);

    private static Caller caller(RoutePolicy policy, Subscription... subscriptions) {
        var key =
                new ApiKey(
                        UUID.randomUUID(),
                        BUYER,
                        ApiKey.Purpose.GATEWAY,
                        "agent",
                        "sk-abcdef",
                        "wxyz",
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        ApiKey.Limits.NONE,
                        new ApiKey.Grant(
                                Set.of(ApiKey.Scope.values()),
                                List.of(),
                                Set.of(),
                                ApiKey.Rates.NONE,
                                policy),
                        Optional.empty());
        return TestCallers.caller(key, subscriptions);
    }

    private static Subscription subscription(UUID buyer, Optional<UUID> pinned) {
        return new Subscription(
                UUID.randomUUID(),
                buyer,
                TestOffers.CHAT.id(),
                pinned,
                TestOffers.USD,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                new RoutePolicy(Optional.empty(), Set.of("NO"), false, false));
    }

    private JsonNode read(List<Offer> offers, Caller caller) {
        var models = List.of(TestOffers.CHAT, TestOffers.EMBEDDING);
        return TestEndpoints.of(models, offers, clock).of(caller, NAME).orElseThrow();
    }

    @Test
    void eachOfferIsAnEndpointWithItsPriceAsTextPerToken() {
        var data = read(List.of(cheap, dear), caller(RoutePolicy.ANY));
        assertEquals(NAME, data.path("id").asText());
        assertEquals("text->text", data.path("architecture").path("modality").asText());
        assertEquals(2, data.path("endpoints").size());
        var first = data.path("endpoints").path(0);
        assertEquals("Provider 0 | grid/echo-1", first.path("name").asText());
        assertEquals("provider-0", first.path("tag").asText());
        assertEquals("fp8", first.path("quantization").asText());
        assertEquals("0.0000002332", first.path("pricing").path("prompt").asText());
        assertTrue(first.path("pricing").path("prompt").isTextual());
        assertEquals("USD", first.path("pricing").path("currency").asText());
        assertEquals(false, first.path("data_policy").path("training").asBoolean(true));
        assertTrue(first.path("excluded_by").isNull());
        assertTrue(first.path("uptime_last_1d").isNull());
        assertTrue(first.path("latency_last_1d").isNull());
        assertEquals(0, first.path("status").asInt(9));
    }

    @Test
    void aPinnedSubscriptionShowsItsOfferOnly() {
        var pinned = subscription(BUYER, Optional.of(dear.listing().id()));
        var data = read(List.of(cheap, dear), caller(RoutePolicy.ANY, pinned));
        assertEquals(1, data.path("endpoints").size());
        assertEquals("provider-1", data.path("endpoints").path(0).path("tag").asText());
    }

    @Test
    void anotherOrganisationsSubscriptionChangesNothing() {
        var theirs = subscription(new UUID(8, 8), Optional.of(dear.listing().id()));
        var data = read(List.of(cheap, dear), caller(RoutePolicy.ANY, theirs));
        assertEquals(2, data.path("endpoints").size());
    }

    @Test
    void whatMustNotServeTheCallerSaysWhy() {
        var policy = new RoutePolicy(Optional.of(Set.of("IS", "NO")), Set.of(), false, false);
        var mine = subscription(BUYER, Optional.empty());
        var data = read(List.of(cheap), caller(policy, mine));
        var endpoint = data.path("endpoints").path(0);
        assertEquals("country_not_allowed", endpoint.path("excluded_by").asText());
    }

    @Test
    void howAnOfferDidIsReadInPercentMillisecondsAndTokensASecond() {
        var standing =
                new Standing(
                        Uptime.Standing.DEGRADED,
                        942,
                        new Marks(412, 500, 900, 1_800),
                        new Marks(61_250, 50_000, 40_000, 9_125),
                        80,
                        1);
        var data = read(List.of(cheap.standing(standing)), caller(RoutePolicy.ANY));
        var endpoint = data.path("endpoints").path(0);
        assertEquals("94.2", endpoint.path("uptime_last_1d").decimalValue().toPlainString());
        assertEquals(-1, endpoint.path("status").asInt());
        assertEquals(412, endpoint.path("latency_last_1d").path("p50").asInt());
        assertEquals("9.125", endpoint.path("throughput_last_1d").path("p99").asText());
    }

    @Test
    void aModelThatNobodyServesHasNoEndpointsAndOneThatThereIsNotIsNone() {
        assertEquals(0, read(List.of(), caller(RoutePolicy.ANY)).path("endpoints").size());
        var none = TestEndpoints.none(clock).of(caller(RoutePolicy.ANY), NAME);
        assertEquals(Optional.empty(), none);
    }
}
