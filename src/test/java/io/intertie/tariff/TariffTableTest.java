package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.CheckFailed;
import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TariffTableTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<Month> ALL = EnumSet.allOf(Month.class);
    private static final Set<Month> SUMMER = EnumSet.range(Month.JUNE, Month.AUGUST);

    private static TariffTable.Rule rule(
            Set<Month> months, String from, String until, Band band, String price) {
        return new TariffTable.Rule(
                months, LocalTime.parse(from), LocalTime.parse(until), band, new BigDecimal(price));
    }

    private static final List<TariffTable.Rule> NIGHT_AND_DAY =
            List.of(
                    rule(ALL, "22:00", "06:00", Band.VALLEY, "0.10"),
                    rule(ALL, "06:00", "22:00", Band.PEAK, "0.30"));

    private final TariffTable nightAndDay = new TariffTable(BERLIN, NIGHT_AND_DAY);

    @Test
    void aGapIsRefusedWithItsMonthAndTime() {
        var gap =
                List.of(
                        rule(ALL, "00:00", "12:00", Band.FLAT, "0.10"),
                        rule(ALL, "12:15", "00:00", Band.FLAT, "0.10"));
        assertEquals(
                Optional.of("January 12:00: no band"),
                TariffTable.fault(gap).map(Wording::english));
        assertThrows(CheckFailed.class, () -> new TariffTable(BERLIN, gap));
    }

    @Test
    void anOverlapIsRefusedWithItsMonthAndTime() {
        var overlap =
                List.of(
                        rule(ALL, "00:00", "00:00", Band.FLAT, "0.10"),
                        rule(SUMMER, "16:45", "17:00", Band.SHARP, "0.50"));
        assertEquals(
                Optional.of("June 16:45: two bands, FLAT 00:00-00:00 and SHARP 16:45-17:00"),
                TariffTable.fault(overlap).map(Wording::english));
    }

    @Test
    void aSeasonThatNoRuleCoversIsAGap() {
        var noWinter = List.of(rule(SUMMER, "00:00", "00:00", Band.FLAT, "0.10"));
        assertEquals(
                Optional.of("January 00:00: no band"),
                TariffTable.fault(noWinter).map(Wording::english));
    }

    @Test
    void aRuleThatIsNoneIsNamed() {
        assertEquals(
                Optional.of("FLAT 00:10-12:00: not on a quarter hour"),
                TariffTable.fault(List.of(rule(ALL, "00:10", "12:00", Band.FLAT, "0.1")))
                        .map(Wording::english));
        assertEquals(
                Optional.of("FLAT 12:00-12:00: no time between"),
                TariffTable.fault(List.of(rule(ALL, "12:00", "12:00", Band.FLAT, "0.1")))
                        .map(Wording::english));
        assertEquals(
                Optional.of("FLAT 00:00-00:00: no month"),
                TariffTable.fault(List.of(rule(Set.of(), "00:00", "00:00", Band.FLAT, "0.1")))
                        .map(Wording::english));
        assertEquals(
                Optional.of("FLAT 00:00-00:00: price below 0"),
                TariffTable.fault(List.of(rule(ALL, "00:00", "00:00", Band.FLAT, "-0.1")))
                        .map(Wording::english));
    }

    @Test
    void aBandBeginsAtItsFirstNanosecondAndEndsBeforeItsLast() {
        assertEquals(
                Band.VALLEY,
                nightAndDay.at(LocalDateTime.parse("2026-03-01T05:59:59.999999999")).band());
        assertEquals(Band.PEAK, nightAndDay.at(LocalDateTime.parse("2026-03-01T06:00:00")).band());
        assertEquals(
                Band.PEAK, nightAndDay.at(LocalDateTime.parse("2026-03-01T21:59:59.999")).band());
        assertEquals(
                Band.VALLEY, nightAndDay.at(LocalDateTime.parse("2026-03-01T22:00:00")).band());
    }

    @Test
    void midnightBelongsToTheNewDayAndMonth() {
        var seasons =
                new TariffTable(
                        BERLIN,
                        List.of(
                                rule(SUMMER, "00:00", "00:00", Band.PEAK, "0.3"),
                                rule(
                                        EnumSet.complementOf(EnumSet.copyOf(SUMMER)),
                                        "00:00",
                                        "00:00",
                                        Band.FLAT,
                                        "0.2")));
        assertEquals(Band.FLAT, seasons.at(LocalDateTime.parse("2026-05-31T23:59:59.999")).band());
        assertEquals(Band.PEAK, seasons.at(LocalDateTime.parse("2026-06-01T00:00:00")).band());
        assertEquals(Band.PEAK, seasons.at(Instant.parse("2026-05-31T22:00:00Z")).band());
    }

    @Test
    void aDayOf23HoursSkipsTheHourThatTheClockSkips() {
        assertEquals(23, hoursOf("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
        assertEquals(7, valleyHours("2026-03-28T23:00:00Z", 23));
    }

    @Test
    void aDayOf25HoursRepeatsTheHourThatTheClockRepeats() {
        assertEquals(25, hoursOf("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
        assertEquals(9, valleyHours("2026-10-24T22:00:00Z", 25));
    }

    @Test
    void theMeanOverAYearWeighsMonthsByTheirDays() {
        var february =
                new TariffTable(
                        BERLIN,
                        List.of(
                                rule(Set.of(Month.FEBRUARY), "00:00", "00:00", Band.PEAK, "3.65"),
                                rule(
                                        EnumSet.complementOf(EnumSet.of(Month.FEBRUARY)),
                                        "00:00",
                                        "00:00",
                                        Band.FLAT,
                                        "0")));
        assertEquals(0, new BigDecimal("0.28").compareTo(february.mean(Set.of())));
        assertEquals(0, new BigDecimal("3.65").compareTo(february.mean(Set.of(Band.PEAK))));
        assertThrows(CheckFailed.class, () -> february.mean(Set.of(Band.SHARP)));
    }

    @Test
    void theMeanOfADayWeighsBandsByTheirHours() {
        var mean = nightAndDay.mean(Set.of(Band.VALLEY, Band.PEAK));
        assertTrue(new BigDecimal("0.2333333333").compareTo(mean) < 0, mean::toPlainString);
        assertTrue(new BigDecimal("0.2333333334").compareTo(mean) > 0, mean::toPlainString);
        assertEquals(Set.of(Band.VALLEY, Band.PEAK), nightAndDay.bands());
    }

    private static long hoursOf(String first, String next) {
        return java.time.Duration.between(Instant.parse(first), Instant.parse(next)).toHours();
    }

    private long valleyHours(String first, int hours) {
        var start = Instant.parse(first);
        return java.util.stream.IntStream.range(0, hours)
                .filter(hour ->
                        nightAndDay.at(start.plusSeconds(3600L * hour)).band() == Band.VALLEY)
                .count();
    }
}
