package io.intertie.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.platform.files.Sha256;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RateBookTest {
    private static final LocalDate MON = LocalDate.of(2026, 11, 23);
    private static final LocalDate TUE = MON.plusDays(1);
    private static final LocalDate WED = MON.plusDays(2);
    private static final CurrencyPair CNY_USD =
            new CurrencyPair(Currency.of("CNY"), Currency.of("USD"));

    private final Database database = TestDatabase.fresh();
    private final MovingClock clock = new MovingClock("2026-11-25T17:00:00Z");
    private final TestQuotes.Room room = TestQuotes.without(database, clock);

    @Test
    void aFileIsOnRecordWithItsHashAndItsTimes() {
        var file = TestQuotes.file(Map.of(TUE, Map.of("USD", "1.1345", "CNY", "7.6205")));
        var taken = room.book().upload(file, TestQuotes.ADA);
        assertEquals(new RateBook.Taken(2, 0, TUE, Sha256.of(file)), taken);
        var yuan =
                room.book().newest().stream()
                        .filter(one -> one.quote().code().equals("CNY"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("ECB", yuan.source());
        assertEquals(ReferenceRate.Venue.ONSHORE, yuan.venue());
        assertEquals(Optional.of("2026-11-24T15:00:00Z"), yuan.publishedAt().map(Object::toString));
        assertEquals(clock.instant(), yuan.fetchedAt());
        assertEquals(taken.payloadSha256(), yuan.payloadSha256());
        assertTrue(TestQuotes.trail(room).getLast().startsWith("ada fx-file.taken"));
    }

    @Test
    void theSameFileAgainBringsNothing() {
        room.ecb(TUE, Map.of("USD", "1.1345"));
        assertEquals(0, room.ecb(TUE, Map.of("USD", "1.1345")).rates());
        assertEquals(1, rows("fx_rate"));
    }

    @Test
    void aFileThatContradictsTheRecordIsRefusedWhole() {
        room.ecb(TUE, Map.of("USD", "1.1345"));
        var refused =
                assertThrows(
                        Problem.class,
                        () -> room.ecb(TUE, Map.of("USD", "1.1346", "CNY", "7.6205")));
        assertEquals(ProblemType.CONFLICT, refused.type());
        assertEquals(1, rows("fx_rate"));
    }

    @Test
    void aRefusedFileLeavesNothingButWhoTried() {
        var bad = "<Envelope/>".getBytes(StandardCharsets.UTF_8);
        assertThrows(Problem.class, () -> room.book().upload(bad, TestQuotes.ADA));
        assertEquals(0, rows("fx_rate"));
        assertTrue(TestQuotes.trail(room).getLast().startsWith("ada fx-file.refused"));
    }

    @Test
    void onlyAnAdminChangesRates() {
        var file = TestQuotes.file(Map.of(TUE, Map.of("USD", "1.1345")));
        forbidden(() -> room.book().upload(file, TestQuotes.EVE));
        forbidden(() -> room.entries().enter(draft("AED", "4.16"), TestQuotes.EVE));
        var entry = room.entries().enter(draft("AED", "4.16"), TestQuotes.ADA);
        forbidden(() -> room.entries().confirm(entry.id(), TestQuotes.EVE));
        assertEquals(0, rows("fx_rate"));
    }

    @Test
    void anEnteredRateCountsOnceASecondPersonConfirmsIt() {
        room.ecb(WED, Map.of("USD", "1.1345", "CNY", "7.6205"));
        var usdInDirhams = new CurrencyPair(Currency.of("AED"), Currency.of("USD"));
        var entry = room.entries().enter(draft("AED", "4.1664"), TestQuotes.ADA);
        assertEquals(Optional.empty(), room.quotes().current(usdInDirhams));
        forbidden(() -> room.entries().confirm(entry.id(), TestQuotes.ADA));
        room.entries().confirm(entry.id(), TestQuotes.ABE);

        var quote = room.quotes().current(usdInDirhams).orElseThrow();
        assertEquals("0.2722974270", quote.mid().value().toPlainString());
        assertEquals("operator / ECB", quote.source());
        var again =
                assertThrows(
                        Problem.class, () -> room.entries().reject(entry.id(), TestQuotes.ABE));
        assertEquals(ProblemType.CONFLICT, again.type());
        assertEquals(
                List.of("ada fx-file.taken", "ada fx-rate.entered", "abe fx-rate.confirmed"),
                TestQuotes.trail(room).stream()
                        .map(line -> line.substring(0, line.indexOf(" {")))
                        .toList());
    }

    @Test
    void aRejectedRateNeverCounts() {
        var entry = room.entries().enter(draft("AED", "4.1664"), TestQuotes.ADA);
        room.entries().reject(entry.id(), TestQuotes.ABE);
        assertEquals(0, rows("fx_rate"));
        assertEquals(RateEntry.State.REJECTED, room.entries().latest().getFirst().state());
    }

    @Test
    void theDatabaseAlsoWantsASecondPerson() {
        var entry = room.entries().enter(draft("AED", "4.1664"), TestQuotes.ADA);
        for (var change :
                List.of(
                        "update fx_rate_entry set state = 'CONFIRMED', decided_by = 'ada',"
                                + " decided_at = now()",
                        "update fx_rate_entry set rate = 4",
                        "delete from fx_rate_entry")) {
            var refused =
                    assertThrows(DatabaseFailed.class, () -> database.sql(change).update(), change);
            assertTrue(refused.isConstraint(), change);
        }
        assertTrue(room.entries().latest().getFirst().isWaiting(), entry.toString());
    }

    @Test
    void aRateThatCannotBeIsNotEntered() {
        refused("EUR", "1", WED, "currency");
        refused("CNX", "7", WED, "currency");
        refused("AED", "0", WED, "rate");
        refused("AED", "-4", WED, "rate");
        refused("AED", "4.12345678901", WED, "rate");
        refused("AED", "4.16", WED.plusDays(1), "asOf");
        refused("AED", "4.16", WED.minusDays(11), "asOf");
    }

    @Test
    void aMoveOverFivePercentIsHeldAndYesterdaysRateGoesOn() {
        room.ecb(MON, Map.of("USD", "1.0000", "CNY", "7.0000"));
        var taken = room.ecb(TUE, Map.of("USD", "1.0000", "CNY", "7.3501"));
        assertEquals(1, taken.held());
        var quote = room.quotes().current(CNY_USD).orElseThrow();
        assertEquals(MON, quote.asOf());
        // Held tomorrow, too: a wrong level does not become true by lasting.
        assertEquals(1, room.ecb(WED, Map.of("USD", "1.0000", "CNY", "7.3600")).held());
    }

    @Test
    void aMoveOfFivePercentIsTaken() {
        room.ecb(MON, Map.of("USD", "1.0000", "CNY", "7.0000"));
        assertEquals(0, room.ecb(TUE, Map.of("USD", "1.0500", "CNY", "6.6500")).held());
    }

    @Test
    void aMoveOnWhichTwoSourcesAgreeIsTaken() {
        room.ecb(MON, Map.of("USD", "1.0000", "CNY", "7.0000"));
        room.ecb(TUE, Map.of("USD", "1.0000", "CNY", "7.7000"));
        // One percent of what the ECB says: agreed, and from now on the yuan stands there.
        room.operator(TUE, "CNY", "7.7770");
        var quote = room.quotes().current(CNY_USD).orElseThrow();
        assertEquals("0.1285842870", quote.mid().value().toPlainString());
        assertEquals(0, room.ecb(WED, Map.of("USD", "1.0000", "CNY", "7.7100")).held());
    }

    @Test
    void aSecondSourceThatSaysOtherwiseDoesNotHelp() {
        room.ecb(MON, Map.of("USD", "1.0000", "CNY", "7.0000"));
        room.ecb(TUE, Map.of("USD", "1.0000", "CNY", "7.7000"));
        room.operator(TUE, "CNY", "7.7771");
        assertEquals(MON, room.quotes().current(CNY_USD).orElseThrow().asOf());
    }

    @Test
    void newerRatesSupersedeTheQuotesInForceAtOnce() {
        room.ecb(MON, Map.of("USD", "1.0000", "CNY", "7.0000"));
        var first = room.quotes().current(CNY_USD).orElseThrow();
        clock.pass(java.time.Duration.ofMinutes(1));
        room.ecb(TUE, Map.of("USD", "1.0000", "CNY", "7.1000"));
        var next = room.quotes().current(CNY_USD).orElseThrow();
        assertEquals(TUE, next.asOf());
        assertEquals(Optional.of(first), room.quotes().find(first.id()));
        assertEquals(List.of(next, first), room.quotes().latest(10));
    }

    @Test
    void aHistoryThatEndedGivesNoQuote() {
        var history = new TreeMap<LocalDate, Map<String, String>>();
        history.put(LocalDate.of(2022, 2, 28), Map.of("USD", "1.1199", "RUB", "115.4842"));
        history.put(LocalDate.of(2022, 3, 1), Map.of("USD", "1.1162", "RUB", "117.2010"));
        history.put(LocalDate.of(2022, 12, 30), Map.of("USD", "1.0666", "HRK", "7.5365"));
        history.put(WED, Map.of("USD", "1.0700", "CNY", "7.6205"));
        room.book().upload(TestQuotes.file(history), TestQuotes.ADA);
        for (var ended : List.of("RUB", "HRK")) {
            var pair = new CurrencyPair(Currency.of(ended), Currency.of("USD"));
            assertEquals(Optional.empty(), room.quotes().current(pair), ended);
        }
        assertTrue(room.quotes().current(CNY_USD).isPresent());
    }

    @Test
    @Timeout(60)
    void aHistoryOfAThousandWeeksIsTakenInAtOnce() {
        var history = new TreeMap<LocalDate, Map<String, String>>();
        for (var day = LocalDate.of(2007, 1, 1); !day.isAfter(WED); day = TargetDays.after(day)) {
            history.put(day, Map.of("USD", "1.1345", "CNY", "7.6205", "JPY", "170.1"));
        }
        var taken = room.book().upload(TestQuotes.file(history), TestQuotes.ADA);
        assertEquals(3 * history.size(), taken.rates());
        assertEquals(0, taken.held());
    }

    @Test
    void theOffshoreYuanIsTaggedAndMakesNoQuote() {
        room.ecb(WED, Map.of("USD", "1.1345"));
        room.operator(WED, "CNH", "7.6210");
        assertEquals(Optional.empty(), room.quotes().current(CNY_USD));
        room.ecb(TUE, Map.of("USD", "1.1345", "CNY", "7.6205"));
        assertEquals("ECB", room.quotes().current(CNY_USD).orElseThrow().source());
        assertEquals(
                List.of("CNH", "CNY"),
                room.book().newest().stream()
                        .flatMap(rate -> rate.venue().tag().stream())
                        .sorted()
                        .toList());
    }

    @Test
    void theDaysThatASeriesMissesAreNamed() {
        room.ecb(LocalDate.of(2026, 11, 19), Map.of("USD", "1.13"));
        room.ecb(WED, Map.of("USD", "1.13"));
        var series = room.book().series(room.book().newest().getFirst(), 60);
        assertEquals(List.of(LocalDate.of(2026, 11, 20), MON, TUE), RateBook.gaps(series));
    }

    private RateEntries.Draft draft(String currency, String rate) {
        return new RateEntries.Draft(currency, new BigDecimal(rate), WED, "the central bank");
    }

    private void refused(String currency, String rate, LocalDate day, String field) {
        var draft = new RateEntries.Draft(currency, new BigDecimal(rate), day, "a bank");
        var refused =
                assertThrows(Problem.class, () -> room.entries().enter(draft, TestQuotes.ADA));
        assertEquals(List.of(field), List.copyOf(refused.fields().keySet()));
        assertEquals(0, rows("fx_rate_entry"));
    }

    private static void forbidden(org.junit.jupiter.api.function.Executable act) {
        assertEquals(ProblemType.FORBIDDEN, assertThrows(Problem.class, act).type());
    }

    private long rows(String table) {
        return database.sql("select count(*) as n from " + table).one(row -> row.number("n"));
    }
}
