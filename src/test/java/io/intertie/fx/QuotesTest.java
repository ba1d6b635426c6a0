package io.intertie.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.money.Rate;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class QuotesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final CurrencyPair CNY_USD = pair("CNY", "USD");

    private final Database database = TestDatabase.fresh();
    private final Quotes quotes = at(NOW);

    @Test
    void aYuanCostsWhatTheShippedRatesSay() {
        var quote = quotes.current(CNY_USD).orElseThrow();

        assertEquals(rate("0.1490805414"), quote.mid());
        assertEquals(100, quote.spreadBps());
        assertEquals(NOW.minusSeconds(60), quote.validFrom());
        assertEquals(NOW.plus(Duration.ofHours(24)), quote.validTo());
        assertTrue(quote.source().contains("currency-api 2026.9.29"), quote.source());
        assertTrue(quote.quality().startsWith("development seed"), quote.quality());
        assertTrue(quote.isSeed());
        assertEquals(LocalDate.of(2026, 9, 29), quote.asOf());
        assertEquals(Optional.of(quote), quotes.find(quote.id()));
    }

    @Test
    void aPairWithoutTheDollarIsCrossedThroughItAndRoundedOnce() {
        assertEquals(rate("7.6205252338"), mid("EUR", "CNY"));
        assertEquals(rate("0.1312245507"), mid("CNY", "EUR"));
        assertEquals(rate("6.7077835300"), mid("USD", "CNY"));
    }

    @Test
    void aQuoteKeepsTheRatesThatItWasCrossedFrom() {
        quotes.current(pair("EUR", "CNY"));
        var crossed =
                database.sql(
                                """
                                select b.quote || '/' || q.quote as text
                                from fx_quote f join fx_rate b on b.id = f.base_rate_id
                                    join fx_rate q on q.id = f.quote_rate_id\
                                """)
                        .one(row -> row.text("text"));
        assertEquals("EUR/CNY", crossed);
    }

    @Test
    void withinOneCurrencyItIsOneForOneAndNothingIsStored() {
        var quote = quotes.current(pair("USD", "USD")).orElseThrow();
        assertEquals(Rate.ONE, quote.mid());
        assertEquals(0, quote.spreadBps());
        assertEquals(Optional.empty(), quotes.find(quote.id()));
        assertEquals(List.of(), quotes.latest(10));
    }

    @Test
    void aPairThatNoSourceHasGetsNoQuote() {
        assertEquals(Optional.empty(), quotes.current(pair("CNY", "ISK")));
    }

    @Test
    void theOffshoreYuanIsNoCurrencyOfItsOwnButATag() {
        quotes.current(CNY_USD);
        assertEquals(
                List.of("CNY OFFSHORE 6.7078291100", "CNY ONSHORE 6.7077835300"),
                database.sql(
                                "select quote || ' ' || venue || ' ' || rate as text from fx_rate"
                                        + " where quote like 'CN_' order by venue")
                        .list(row -> row.text("text")));
    }

    @Test
    void aQuoteStaysUntilItExpiresAndIsThenSuperseded() {
        var first = quotes.current(CNY_USD).orElseThrow();
        var sameDay = at(NOW.plus(Duration.ofHours(24)).minusMillis(1));
        assertEquals(Optional.of(first), sameDay.current(CNY_USD));

        var next = at(NOW.plus(Duration.ofHours(24))).current(CNY_USD).orElseThrow();
        assertNotEquals(first.id(), next.id());
        assertEquals(Optional.of(first), quotes.find(first.id()));
        assertEquals(List.of(next, first), quotes.latest(10));
    }

    @Test
    void howeverManyAskAtOnceThereIsOneQuote() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<UUID> asking = () -> quotes.current(CNY_USD).orElseThrow().id();
            var ids =
                    pool.invokeAll(Stream.generate(() -> asking).limit(32).toList()).stream()
                            .map(future -> future.resultNow())
                            .collect(Collectors.toSet());
            assertEquals(1, ids.size());
        }
        assertEquals(1, quotes.latest(10).size());
    }

    @Test
    void ratesAndQuotesNeverChange() {
        quotes.current(CNY_USD);
        for (var change :
                List.of(
                        "update fx_quote set mid = 1",
                        "delete from fx_quote",
                        "truncate fx_quote cascade",
                        "update fx_rate set rate = 1",
                        "delete from fx_rate")) {
            var refused =
                    assertThrows(DatabaseFailed.class, () -> database.sql(change).update(), change);
            assertTrue(refused.isConstraint(), change);
        }
    }

    private Rate mid(String base, String quote) {
        return quotes.current(pair(base, quote)).orElseThrow().mid();
    }

    private Quotes at(Instant instant) {
        return TestQuotes.on(database, Clock.fixed(instant, ZoneOffset.UTC));
    }

    private static CurrencyPair pair(String base, String quote) {
        return new CurrencyPair(Currency.of(base), Currency.of(quote));
    }

    private static Rate rate(String value) {
        return new Rate(new BigDecimal(value));
    }
}
