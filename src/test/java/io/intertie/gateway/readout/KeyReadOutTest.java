package io.intertie.gateway.readout;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.gateway.readout.TestReadOuts.EUR;
import static io.intertie.gateway.readout.TestReadOuts.USD;
import static io.intertie.gateway.readout.TestReadOuts.key;
import static io.intertie.identity.TestParties.BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.access.SpendLimit;
import io.intertie.gateway.admission.Caller;
import io.intertie.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a key's holder reads of its limit, its spending and its wallets: the ledger's own figures.
class KeyReadOutTest {
    private final TestReadOuts market = new TestReadOuts();

    private static ApiKey limited(SpendLimit.Reset reset) {
        var limit = new SpendLimit(Money.of("10", USD), reset);
        return key(BUYER, new ApiKey.Limits(Optional.of(limit), Optional.empty()));
    }

    private void serve(ApiKey key, long pico, String at) {
        market.consumption.serve(key, LISTING, USD, pico, Instant.parse(at));
    }

    private static String number(JsonNode data, String field) {
        assertTrue(data.path(field).isNumber(), field + " is a number: " + data.path(field));
        return data.path(field).decimalValue().toPlainString();
    }

    /// The clock stands at Monday, 23 November 2026, noon.
    @Test
    void usageIsCountedInDaysWeeksFromMondayAndMonthsOfUtc() {
        market.ledger.topUp(BUYER, "100", "USD");
        var key = limited(SpendLimit.Reset.NEVER);
        serve(key, 1_000_000_000_007L, "2026-10-31T23:59:59.999Z");
        serve(key, 20_000_000_000L, "2026-11-01T00:00:00Z");
        serve(key, 300_000_000_000L, "2026-11-22T23:59:59.999Z");
        serve(key, 4_000_000_000L, "2026-11-23T00:00:00Z");
        serve(key(BUYER, ApiKey.Limits.NONE), 9_000_000_000_000L, "2026-11-23T01:00:00Z");
        var data = market.data(key, "key", "");
        assertEquals("USD", data.path("currency").asText());
        assertEquals("1.324000000007", number(data, "usage"));
        assertEquals("0.004", number(data, "usage_daily"));
        assertEquals("0.004", number(data, "usage_weekly"));
        assertEquals("0.324", number(data, "usage_monthly"));
        assertEquals("0", number(data, "byok_usage"));
        assertEquals("1.324000000007", number(data.path("currencies").path(0), "usage"));
    }

    @Test
    void aLimitIsReadWithWhatRemainsAndWhenItResets() {
        market.ledger.topUp(BUYER, "100", "USD");
        var key = limited(SpendLimit.Reset.DAILY);
        serve(key, 2_500_000_000_000L, "2026-11-23T11:00:00Z");
        var data = market.data(key, "key", "");
        assertEquals("10", number(data, "limit"));
        assertEquals("7.5", number(data, "limit_remaining"));
        assertEquals("daily", data.path("limit_reset").asText());
        assertEquals("2026-11-24T00:00:00Z", data.path("limit_resets_at").asText());
        assertEquals("sk-abcdef...wxyz", data.path("label").asText());
        assertEquals("2027-01-01T00:00:00Z", data.path("expires_at").asText());
        assertEquals(false, data.path("is_free_tier").asBoolean(true));
    }

    @Test
    void whatDoesNotLimitIsNullAndCountsInTheOrganisationsCurrency() {
        market.ledger.topUp(BUYER, "5", "EUR");
        market.ledger.topUp(BUYER, "5", "USD");
        var key = key(BUYER, ApiKey.Limits.NONE);
        serve(key, 7L, "2026-11-23T11:00:00Z");
        market.consumption.serve(key, LISTING, EUR, 5L, Instant.parse("2026-11-23T11:00:00Z"));
        var data = market.data(key, "key", "");
        for (var field : List.of("limit", "limit_remaining", "limit_reset", "task_limit")) {
            assertTrue(data.path(field).isNull(), field);
        }
        assertEquals("EUR", data.path("currency").asText());
        assertEquals("0.000000000005", number(data, "usage"));
        assertEquals("USD", data.path("currencies").path(1).path("currency").asText());
        assertEquals(-1, data.path("rate_limit").path("requests").asInt());
        assertTrue(data.path("rates").path("tokens_per_minute").isNull());
    }

    @Test
    void ratesAreTheKeysAndTheOrganisations() {
        var rates = new ApiKey.Rates(Optional.of(60L), Optional.of(9_000L), Optional.empty());
        var together = new ApiKey.Rates(Optional.of(600L), Optional.empty(), Optional.of(5L));
        var key = key(BUYER, ApiKey.Limits.NONE);
        var caller = new Caller(key, List.of(), rates, together, RoutePolicy.ANY);
        var answer = market.readOuts.answer(caller, "GET", "key", "").orElseThrow();
        var data = TestReadOuts.read(answer).path("data");
        assertEquals(60, data.path("rate_limit").path("requests").asInt());
        assertEquals("60s", data.path("rate_limit").path("interval").asText());
        assertEquals(9_000, data.path("rates").path("tokens_per_minute").asInt());
        assertEquals(5, data.path("organisation_rates").path("at_once").asInt());
    }

    @Test
    @Tag("lesson-11")
    void creditsLessUsageIsWhatTheWalletHoldsToTheLastPico() {
        market.ledger.topUp(BUYER, "10", "USD");
        var key = key(BUYER, ApiKey.Limits.NONE);
        serve(key, 2_341_570_001L, "2026-11-22T11:00:00Z");
        serve(key, 2_341_570_001L, "2026-11-23T11:00:00Z");
        market.ledger.placed(BUYER, "1", "USD", Instant.parse("2026-11-24T00:00:00Z"));
        var data = market.data(key, "credits", "");
        assertEquals("10", number(data, "total_credits"));
        assertEquals("0.004683140002", number(data, "total_usage"));
        // The wallet was charged whole micros; what is below them is carried.
        assertEquals("8.995317", number(data, "available"));
        assertEquals("USD", data.path("currency").asText());
        assertEquals(List.of(), market.ledger.coherence().faults());
    }

    @Test
    void theWalletOfTheOrganisationsCurrencyComesFirst() {
        var key = key(BUYER, ApiKey.Limits.NONE);
        var none = market.data(key, "credits", "");
        assertEquals("EUR", none.path("currency").asText());
        assertEquals("0", number(none, "total_credits"));
        assertEquals(0, none.path("wallets").size());
        market.ledger.topUp(BUYER, "3", "CNY");
        market.ledger.topUp(BUYER, "7", "EUR");
        var data = market.data(key, "credits", "");
        assertEquals("EUR", data.path("currency").asText());
        assertEquals("7", number(data, "total_credits"));
        assertEquals("CNY", data.path("wallets").path(1).path("currency").asText());
    }

    @Test
    void smallMoneyIsWrittenInFull() {
        market.ledger.topUp(BUYER, "1", "USD");
        var key = limited(SpendLimit.Reset.NEVER);
        serve(key, 1L, "2026-11-23T11:00:00Z");
        var text = new String(market.answer(key, "key", "").body(), StandardCharsets.UTF_8);
        assertTrue(text.contains("\"usage\":0.000000000001,"), text);
    }
}
