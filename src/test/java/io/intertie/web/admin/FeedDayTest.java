package io.intertie.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Currency;
import io.intertie.tariff.DayAhead.Point;
import io.intertie.tariff.feed.ZoneWatch;
import io.intertie.web.Figures;
import io.intertie.web.Preview;
import io.intertie.web.Theme;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FeedDayTest {
    private final Figures figures = Figures.of(Preview.prefs(Locale.ENGLISH, Theme.LIGHT));

    @Test
    void aDayHasAsManyHoursAsItsClocksLeaveIt() {
        assertEquals(23, shown(LocalDate.of(2026, 3, 29), "1").hours());
        assertEquals(24, shown(LocalDate.of(2026, 3, 30), "1").hours());
        assertEquals(25, shown(LocalDate.of(2026, 10, 25), "1").hours());
    }

    @Test
    void theTableTellsWhatTheChartDrawsAndAGapIsCounted() {
        var day = shown(LocalDate.of(2026, 11, 26), "80", "-4.25", "");
        assertEquals(
                List.of("00:00–01:00 EUR 80.00", "01:00–02:00 EUR −4.25"),
                day.lines().stream()
                        .map(it ->
                                it.from()
                                        + "–"
                                        + it.until()
                                        + " "
                                        + it.price().replace('\u00a0', ' '))
                        .toList());
        assertEquals(22 * 60, day.gapMinutes());
        assertEquals(4, day.chart().split("<rect", -1).length - 1);
    }

    @Test
    void aDayWithoutPricesHasNoChart() {
        var none = shown(LocalDate.of(2026, 11, 26));
        assertEquals("", none.chart());
        assertEquals(24 * 60, none.gapMinutes());
    }

    /// An hour for each price from midnight on; an empty one is a gap.
    private FeedDay shown(LocalDate date, String... prices) {
        var from = date.atStartOfDay(ZoneWatch.MARKET_TIME).toInstant();
        var to = date.plusDays(1).atTime(LocalTime.MIDNIGHT).atZone(ZoneWatch.MARKET_TIME);
        var points = new ArrayList<Point>();
        for (int hour = 0; hour < prices.length; hour++) {
            var begin = from.plus(Duration.ofHours(hour));
            if (!prices[hour].isEmpty()) {
                points.add(
                        new Point(
                                begin,
                                begin.plus(Duration.ofHours(1)),
                                Currency.of("EUR"),
                                new BigDecimal(prices[hour]),
                                "a test"));
            }
        }
        var day = new ZoneWatch.Day(date, from, to.toInstant(), points);
        return FeedDay.of("DE-LU", day, figures);
    }
}
