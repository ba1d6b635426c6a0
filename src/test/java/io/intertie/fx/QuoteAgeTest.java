package io.intertie.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an old reference does to a quote: a wider buffer after 3 TARGET days, none after 7.
class QuoteAgeTest {
    private static final Map<String, String> RATES = Map.of("USD", "1.0000", "CNY", "7.0000");
    private static final CurrencyPair CNY_USD =
            new CurrencyPair(Currency.of("CNY"), Currency.of("USD"));

    private final Database database = TestDatabase.fresh();
    private final MovingClock clock = new MovingClock("2026-11-16T17:00:00Z");
    private final TestQuotes.Room room = TestQuotes.without(database, clock);

    @ParameterizedTest
    @CsvSource({
        // Taken on Monday the 16th; the 21st and 22nd are a weekend.
        "2026-11-16T17:00:00Z, 0, FRESH, 0, 0.1442857143, 2026-11-17T17:00:00Z",
        "2026-11-19T12:00:00Z, 3, FRESH, 0, 0.1442857143, 2026-11-19T23:00:00Z",
        "2026-11-20T12:00:00Z, 4, STALE, 50, 0.1450000000, 2026-11-21T12:00:00Z",
        "2026-11-22T12:00:00Z, 4, STALE, 50, 0.1450000000, 2026-11-22T23:00:00Z",
        "2026-11-23T12:00:00Z, 5, STALE, 100, 0.1457142858, 2026-11-23T23:00:00Z",
        "2026-11-25T22:59:59Z, 7, STALE, 200, 0.1471428572, 2026-11-25T23:00:00Z"
    })
    void anOlderReferenceWidensTheBuffer(
            String at, int age, String state, int buffer, String rate, Instant until) {
        room.ecb(LocalDate.of(2026, 11, 16), RATES);
        clock.set(at);
        var quote = room.quotes().current(CNY_USD).orElseThrow();
        assertEquals("0.1428571429", quote.mid().value().toPlainString());
        assertEquals(100, quote.spreadBps());
        assertEquals(buffer, quote.bufferBps());
        assertEquals(rate, quote.rate().value().toPlainString());
        assertEquals(until, quote.validTo());
        assertEquals(
                new Freshness(age, Freshness.State.valueOf(state), buffer),
                quote.freshness(clock.instant()));
    }

    @Test
    void afterSevenTargetDaysThereIsNoneUntilANewRateComes() {
        room.ecb(LocalDate.of(2026, 11, 16), RATES);
        clock.set("2026-11-25T12:00:00Z");
        var last = room.quotes().current(CNY_USD).orElseThrow();
        clock.set("2026-11-25T23:00:00Z");
        assertEquals(Optional.empty(), room.quotes().current(CNY_USD));
        assertEquals(Instant.parse("2026-11-25T23:00:00Z"), last.validTo());

        clock.set("2026-11-26T17:00:00Z");
        room.ecb(LocalDate.of(2026, 11, 26), RATES);
        assertEquals(0, room.quotes().current(CNY_USD).orElseThrow().bufferBps());
    }

    @Test
    void aLongWeekendIsNoAge() {
        clock.set("2026-04-02T17:00:00Z");
        room.ecb(LocalDate.of(2026, 4, 2), RATES);
        clock.set("2026-04-07T10:00:00Z");
        assertEquals(
                new Freshness(1, Freshness.State.FRESH, 0),
                room.quotes().current(CNY_USD).orElseThrow().freshness(clock.instant()));
    }

    @Test
    void inGoldenWeekTheEcbGoesOnAndAChineseFixingWidensTheBuffer() {
        clock.set("2026-09-30T17:00:00Z");
        room.ecb(LocalDate.of(2026, 9, 30), Map.of("USD", "1.0000"));
        room.operator(LocalDate.of(2026, 9, 30), "CNY", "7.0000");
        // The onshore market is closed from 1 to 7 October; the operator has no fixing to enter.
        clock.set("2026-10-08T00:30:00Z");
        room.ecb(LocalDate.of(2026, 10, 7), Map.of("USD", "1.0000"));
        var waiting = room.quotes().current(CNY_USD).orElseThrow();
        assertEquals(150, waiting.bufferBps());
        assertEquals(LocalDate.of(2026, 9, 30), waiting.asOf());
        room.ecb(LocalDate.of(2026, 10, 6), RATES);
        assertEquals(0, room.quotes().current(CNY_USD).orElseThrow().bufferBps());
    }

    @Test
    void aClockThatJumpsFindsAQuoteOfItsOwnTime() {
        room.ecb(LocalDate.of(2026, 11, 16), RATES);
        room.quotes().current(CNY_USD);
        for (var jump :
                new String[] {
                    "2026-11-18T09:00:00Z", "2026-11-16T23:30:00Z", "2026-11-17T12:00:00Z"
                }) {
            clock.set(jump);
            var quote = room.quotes().current(CNY_USD).orElseThrow();
            assertTrue(quote.isValidAt(clock.instant()), jump);
            assertEquals(0, quote.bufferBps());
        }
        // Before the rate was published there is none.
        clock.set("2026-11-15T12:00:00Z");
        assertEquals(Optional.empty(), room.quotes().current(CNY_USD));
    }

    @Test
    void theDevelopmentSeedNeverGoesStaleAndSaysSo() {
        clock.set("2029-01-01T12:00:00Z");
        var quote = TestQuotes.on(database, clock).current(CNY_USD).orElseThrow();
        assertEquals(Freshness.State.SEED, quote.freshness(clock.instant()).state());
        assertEquals(0, quote.bufferBps());
        assertTrue(quote.quality().startsWith("development seed"), quote.quality());
    }

    @Test
    void aMarketThatIsNoDemonstrationHasNoSeed() {
        assertEquals(Optional.empty(), room.quotes().current(CNY_USD));
        var _ =
                TestQuotes.on(database, clock)
                        .current(new CurrencyPair(Currency.of("AED"), Currency.of("USD")));
        clock.set("2026-11-20T12:00:00Z");
        assertEquals(Optional.empty(), room.quotes().current(CNY_USD));
    }

    @Test
    void aSourceThatIsNewerThanTheSeedTakesItsPlaceAndDoesGoStale() {
        room.ecb(LocalDate.of(2026, 11, 16), RATES);
        var demonstration = TestQuotes.on(database, clock);
        assertEquals("ECB", demonstration.current(CNY_USD).orElseThrow().source());
        clock.set("2026-11-26T12:00:00Z");
        assertEquals(Optional.empty(), demonstration.current(CNY_USD));
    }
}
