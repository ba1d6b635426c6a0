package io.intertie.tariff.feed;

import static io.intertie.tariff.feed.Documents.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.http.Problem;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergyChartsFileTest {
    private static final BiddingZone DE_LU = BiddingZone.of("DE-LU").orElseThrow();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long START = 1_795_561_200L;

    @Test
    void anAnswerWithANegativePriceAndANullIsReadAsItIs() {
        var told = EnergyChartsFile.read(Documents.file("energy-charts-de-lu.json"), DE_LU);
        assertEquals(95, told.prices().size());
        assertEquals(1, told.missing());
        assertEquals("EUR", told.currency().code());
        assertTrue(Documents.lines(told).contains("2026-11-26T11:30:00Z 15 -12.4"));
        assertTrue(
                Documents.lines(told).stream().noneMatch(it -> it.startsWith("2026-11-26T11:45")));
    }

    @Test
    void hoursAndQuarterHoursMayFollowEachOtherOnOneDay() {
        assertEquals("60 60 15 15 15 15", lengths(0, 4, 8, 9, 10, 11));
        assertEquals("15 15 15 15 60 60 60", lengths(0, 1, 2, 3, 4, 8, 12));
    }

    @Test
    void aMissingPointStaysAGapAndNoNeighbourIsStretchedOverIt() {
        assertEquals("15 15 15 15", lengths(0, 1, 3, 4));
        assertEquals("15 15 15 15", lengths(0, 1, 5, 6));
        assertEquals("60 60 60", lengths(0, 4, 12));
        assertEquals("60 60 60", lengths(0, 8, 12));
        assertEquals("15 15 15", lengths(0, 1, 5));
    }

    @Test
    void aTimeToldTwiceAlikeCountsOnceAndOtherwiseIsNamed() {
        assertEquals("15 15 15", lengths(0, 1, 1, 2));
        var differing = Documents.energyCharts(List.of(START, START), List.of("1", "2"));
        assertTrue(refusal(differing).contains("unix_seconds[1] is told twice"));
        var filled = Documents.energyCharts(List.of(START, START), List.of("null", "2"));
        assertTrue(refusal(filled).contains("unix_seconds[1] is told twice"));
    }

    @Test
    void everyDayOfTheYearComesBackWhole() {
        for (var day = LocalDate.of(2026, 1, 1); day.getYear() == 2026; day = day.plusDays(1)) {
            for (int step : List.of(900, 3600)) {
                var from = day.atStartOfDay(BERLIN).toInstant();
                var to = day.plusDays(1).atStartOfDay(BERLIN).toInstant();
                var count = Duration.between(from, to).toSeconds() / step;
                var seconds =
                        LongStream.range(0, count)
                                .mapToObj(i -> from.getEpochSecond() + i * step)
                                .toList();
                var prices = Collections.nCopies((int) count, "7.25");
                var told =
                        EnergyChartsFile.read(
                                bytes(Documents.energyCharts(seconds, prices)), DE_LU);
                assertEquals(count, told.prices().size(), day.toString());
                assertEquals(from, told.from());
                assertEquals(to, told.to());
                assertEquals(0, told.missing());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [1.5,-2]      | [1.5]          | unix_seconds has 2 values and price 1
                    [1.5,-2]      | {}             | no array price
                    "price": [    | "preis": [     | no array price
                    1.5,          | "1.5",         | price[0] is no number
                    1.5,          | 1e99,          | price[0] is no price per MWh
                    1.5,          | 1e-999999999,  | price[0] is no price per MWh
                    1.5,          | NaN,           | no JSON at line 1
                    -2]           | 100001]        | price[1] is no price per MWh
                    1795561200,   | 1795561201,    | unix_seconds[0] is no quarter hour
                    1795561200,   | 1.79e9,        | unix_seconds[0] is no quarter hour
                    1795561200,   | -900,          | unix_seconds[0] is no quarter hour
                    1795561200,   | 1795563000,    | unix_seconds[1] goes back in time
                    EUR / MWh     | EUR / kWh      | its unit is "EUR / kWh"
                    EUR / MWh     | ZZZ / MWh      | its unit is "ZZZ / MWh"
                    "unit":       | "price":       | no JSON at
                    false}        | false} x       | no JSON at
                    """)
    void whatIsWrongIsNamedAndNothingIsUsed(String right, String wrong, String fault) {
        var document = Documents.energyCharts(List.of(START, START + 900), List.of("1.5", "-2"));
        assertEquals(2, EnergyChartsFile.read(bytes(document), DE_LU).prices().size());
        var told = refusal(document.replace(right, wrong));
        assertTrue(told.contains(fault), told);
        assertTrue(told.endsWith("Nothing was stored."), told);
    }

    @Test
    void hostileShapesAreRefused() {
        assertTrue(refusal("[".repeat(100_000)).contains("no JSON"));
        assertTrue(refusal("").contains("no JSON object"));
        assertTrue(refusal("[]").contains("no JSON object"));
        assertTrue(refusal(" ".repeat(5_000_001)).contains("larger than"));
        assertTrue(refusal(Documents.energyCharts(List.of(START), List.of("1"))).contains("alone"));
    }

    private static String lengths(int... quarters) {
        var seconds = new ArrayList<Long>();
        for (int quarter : quarters) {
            seconds.add(START + 900L * quarter);
        }
        var document = Documents.energyCharts(seconds, Collections.nCopies(quarters.length, "1"));
        var told = EnergyChartsFile.read(bytes(document), DE_LU);
        return String.join(
                " ",
                told.prices().stream()
                        .map(one -> Duration.between(one.from(), one.to()).toMinutes())
                        .map(String::valueOf)
                        .toList());
    }

    private static String refusal(String document) {
        return assertThrows(Problem.class, () -> EnergyChartsFile.read(bytes(document), DE_LU))
                .detail();
    }
}
