package io.intertie.fx;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Set;

/// The days on which T2 (formerly TARGET2) settles and the ECB publishes rates: no weekends, and
/// its six holidays.
///
/// **Source** the Eurosystem's calendar since 2002: 1 January, Good Friday, Easter Monday, 1 May,
/// 25 and 26 December. Other currencies' calendars are not looked at.
public final class TargetDays {
    /// Where the days begin and end.
    public static final ZoneId FRANKFURT = ZoneId.of("Europe/Berlin");

    private static final Set<MonthDay> FIXED =
            Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(12, 25), MonthDay.of(12, 26));

    private TargetDays() {}

    /// The day in Frankfurt at an instant.
    public static LocalDate at(Instant instant) {
        return LocalDate.ofInstant(instant, FRANKFURT);
    }

    public static boolean isOpen(LocalDate day) {
        var easter = easterSunday(day.getYear());
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !FIXED.contains(MonthDay.from(day))
                && !day.equals(easter.minusDays(2))
                && !day.equals(easter.plusDays(1));
    }

    /// The first one after `day`.
    public static LocalDate after(LocalDate day) {
        var next = day.plusDays(1);
        while (!isOpen(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    /// How many of them came after `from`, up to and with `to`; none if `to` is not later.
    public static int between(LocalDate from, LocalDate to) {
        return (int)
                from.plusDays(1)
                        .datesUntil(latest(from, to).plusDays(1))
                        .filter(TargetDays::isOpen)
                        .count();
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }

    /// By the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    static LocalDate easterSunday(int year) {
        int moon = year % 19;
        int century = year / 100;
        int rest = year % 100;
        int shift = century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15;
        int epact = (19 * moon + shift) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
        int late = (moon + 11 * epact + 22 * weekday) / 451;
        int count = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, count / 31, count % 31 + 1);
    }
}
