package io.intertie.gateway.readout;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.gateway.readout.TestReadOuts.USD;
import static io.intertie.gateway.readout.TestReadOuts.code;
import static io.intertie.gateway.readout.TestReadOuts.key;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.access.ApiKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Nobody reads what another organisation asked, spent or holds.
class ReadOutTenantsTest {
    private final TestReadOuts market = new TestReadOuts();
    private final ApiKey mine = key(BUYER, ApiKey.Limits.NONE);
    private final ApiKey theirs = key(OTHER_BUYER, ApiKey.Limits.NONE);

    private UUID serve(ApiKey key) {
        return market.consumption.serve(
                key, LISTING, USD, 2_000_000_000_000L, market.clock.instant());
    }

    @Test
    void aRequestOfAnotherOrganisationIsAnsweredLikeOneThatThereIsNot() {
        market.ledger.topUp(BUYER, "10", "USD");
        var id = serve(mine);
        var others = market.answer(theirs, "generation", "id=" + id);
        assertEquals(404, others.status());
        assertEquals("generation_not_found", code(others));
        var unknown = market.answer(theirs, "generation", "id=" + UUID.randomUUID());
        assertArrayEquals(unknown.body(), others.body());
        assertEquals(unknown.headers(), others.headers());
        var colleague = key(BUYER, ApiKey.Limits.NONE);
        assertEquals(200, market.answer(colleague, "generation", "id=" + id).status());
    }

    @Test
    void usageAndCreditsAreThoseOfTheCallersOrganisation() {
        market.ledger.topUp(BUYER, "10", "USD");
        market.ledger.topUp(OTHER_BUYER, "3", "USD");
        serve(mine);
        for (var path : new String[] {"key", "credits"}) {
            var field = path.equals("key") ? "usage" : "total_usage";
            assertEquals(0, market.data(theirs, path, "").path(field).asInt(), path);
        }
        assertEquals(2, market.data(mine, "credits", "").path("total_usage").asInt());
        assertEquals(3, market.data(theirs, "credits", "").path("total_credits").asInt());
        assertEquals(10, market.data(mine, "credits", "").path("total_credits").asInt());
    }

    @Test
    void aKeysIdInAnotherOrganisationCountsNothing() {
        market.ledger.topUp(BUYER, "10", "USD");
        serve(mine);
        var forged =
                new ApiKey(
                        mine.id(),
                        OTHER_BUYER,
                        mine.purpose(),
                        mine.name(),
                        mine.prefix(),
                        mine.lastFour(),
                        mine.createdAt(),
                        mine.expiresAt(),
                        mine.revokedAt(),
                        mine.lastUsedAt(),
                        mine.limits());
        assertEquals(0, market.data(forged, "key", "").path("currencies").size());
    }
}
