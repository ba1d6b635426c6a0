package io.intertie.settlement;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/// The days on which T2 (formerly TARGET2) settles: no weekends, and its six holidays.
///
/// **Source** the Eurosystem's calendar: 1 January, Good Friday, Easter Monday, 1 May, 25 and 26
/// December. Other currencies' calendars are not looked at.
final class BusinessDays {
    private static final Set<MonthDay> FIXED =
            Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(12, 25), MonthDay.of(12, 26));

    private BusinessDays() {}

    /// The first one after `day`.
    static LocalDate after(LocalDate day) {
        var next = day.plusDays(1);
        while (!settles(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    private static boolean settles(LocalDate day) {
        var easter = easterSunday(day.getYear());
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !FIXED.contains(MonthDay.from(day))
                && !day.equals(easter.minusDays(2))
                && !day.equals(easter.plusDays(1));
    }

    /// By the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    private static LocalDate easterSunday(int year) {
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
