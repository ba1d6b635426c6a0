package io.intertie.web.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.tariff.Band;
import io.intertie.tariff.PriceBook.HourPrice;
import io.intertie.web.Figures;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.Theme;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeekTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Week week(String monday, int hours, Instant now, IntToLongFunction price) {
        var from = LocalDate.parse(monday).atStartOfDay(BERLIN).toInstant();
        var prices =
                IntStream.range(0, hours)
                        .mapToObj(hour ->
                                new HourPrice(
                                        from.plus(Duration.ofHours(hour)),
                                        Band.FLAT,
                                        BigDecimal.ONE,
                                        price.applyAsLong(hour)))
                        .toList();
        var offer = new SmallMarket().offers(SmallMarket.EUR).getFirst();
        return Week.of(
                new Week.Told(offer, prices, now, date -> Optional.empty()),
                Figures.of(Preview.prefs(Locale.ENGLISH, Theme.LIGHT)),
                key -> key);
    }

    private static List<String> row(Week week, int hour) {
        return week.lines().get(hour).cells().stream().map(Week.Cell::price).toList();
    }

    @Test
    void theBestFourHoursAreTheCheapestStillToCome() {
        var noon = Instant.parse("2026-11-23T11:00:00Z");
        var week = week("2026-11-23", 168, noon, hour -> hour == 2 ? 100 : hour == 50 ? 200 : 400);
        assertEquals("Tue 24 Nov", week.best().orElseThrow().day());
        // The two cheap hours of Monday are over; Wednesday's one is reached first from 23:00.
        assertEquals("23:00–03:00", week.best().orElseThrow().span());
        assertEquals("-", week.days().getFirst().best().map(Week.Best::span).orElse("-"));
    }

    @Test
    void hoursThatCostTheSameHaveNoBest() {
        var week = week("2026-11-23", 168, SmallMarket.NOON, hour -> 400);
        assertTrue(week.best().isEmpty());
        assertEquals(7, week.days().size());
    }

    @Test
    void theDayOfTwentyFiveHoursShowsBothPricesOfTheHourThatComesTwice() {
        var now = Instant.parse("2026-10-24T12:00:00Z");
        var week = week("2026-10-24", 169, now, hour -> hour * 10_000L);
        assertEquals("€0.2600 / €0.2700", row(week, 2).get(1));
        assertEquals("€0.2800", row(week, 3).get(1));
        assertEquals(7, week.days().size());
    }

    @Test
    void theDayOfTwentyThreeHoursLeavesOneOut() {
        var now = Instant.parse("2026-03-28T12:00:00Z");
        var week = week("2026-03-28", 169, now, hour -> hour * 10_000L);
        assertEquals("–", row(week, 2).get(1));
        assertEquals("€0.2600", row(week, 3).get(1));
        assertEquals(7, week.days().size());
    }

    @Test
    void theHourThatItIsNowIsMarkedOnceOnly() {
        var week = week("2026-11-23", 168, SmallMarket.NOON, hour -> hour);
        var marked =
                week.lines().stream()
                        .flatMap(line -> line.cells().stream())
                        .filter(Week.Cell::isNow)
                        .count();
        assertEquals(1, marked);
        assertTrue(week.lines().get(10).cells().getFirst().isNow());
    }

    @Test
    void theHourThatItIsNowCostsWhatItCostsNowEvenIfThePriceBeganInIt() {
        var offer = new SmallMarket().offers(SmallMarket.EUR).getFirst();
        var hour = offer.hours().getFirst();
        assertEquals(Instant.parse("2026-11-23T09:00:00Z"), hour.from());
        var before = new HourPrice(hour.from(), Band.FLAT, BigDecimal.ONE, 1);
        assertEquals(List.of(hour), Week.withNow(List.of(), offer, SmallMarket.NOON));
        assertEquals(List.of(hour), Week.withNow(List.of(before), offer, SmallMarket.NOON));
    }
}
