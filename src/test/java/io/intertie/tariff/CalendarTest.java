package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.util.ChineseCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.intertie.tariff.TariffTable.DayType;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "CN, 2024-02-04, WORKDAY", // a Sunday, worked for the Spring Festival
        "CN, 2024-02-12, HOLIDAY",
        "CN, 2025-10-08, HOLIDAY",
        "CN, 2025-10-11, WORKDAY", // a Saturday
        "CN, 2026-02-28, WORKDAY", // a Saturday
        "CN, 2026-02-21, HOLIDAY",
        "CN, 2026-11-28, SATURDAY",
        "CN, 2026-11-29, SUNDAY",
        "CN-LONG, 2024-06-10, WORKDAY", // Dragon Boat was one day
        "CN-LONG, 2026-06-19, HOLIDAY",
        "CN-GREAT, 2026-06-19, WORKDAY",
        "CN-GREAT, 2026-05-09, WORKDAY", // a Saturday
        "GB, 2026-12-28, HOLIDAY", // for Boxing Day, a Saturday
        "GB, 2026-12-26, SATURDAY",
        "US, 2026-07-03, HOLIDAY", // for the 4th, a Saturday
        "JP, 2026-09-22, HOLIDAY", // between two holidays
        "JP, 2024-02-12, HOLIDAY", // for Foundation Day, a Sunday
        "BR, 2024-11-20, HOLIDAY",
        "BR, 2026-02-17, HOLIDAY", // Carnival Tuesday
        "IN, 2026-08-15, HOLIDAY",
        "SA, 2026-11-27, SUNDAY", // a Friday
        "SA, 2026-11-29, WORKDAY", // a Sunday
        "SA, 2026-02-22, HOLIDAY",
        "DE, 2027-05-06, HOLIDAY",
        "WEEK, 2026-12-25, WORKDAY",
        "DE, 2031-12-25, WORKDAY", // beyond what is shipped the week decides
    })
    void aDayIsOfItsType(String code, LocalDate day, DayType type) {
        assertEquals(type, Calendar.of(code).type(day));
    }

    @Test
    void everyCountryHasHolidaysInEveryYearEachWithSourceAndQuality() {
        for (var country : List.of("CN", "DE", "GB", "US", "JP", "IN", "BR", "SA")) {
            for (int year = 2024; year <= 2028; year++) {
                var ofYear = named(country, year).toList();
                assertTrue(ofYear.size() >= 3, country + " " + year);
                for (var one : ofYear) {
                    assertFalse(one.source().isBlank() || one.quality().isBlank(), one.toString());
                }
            }
        }
    }

    @Test
    void whatChinaHasNotDecreedYetIsAssumedAndNoWeekendDayIsGuessed() {
        for (int year = 2024; year <= 2028; year++) {
            var quality = year <= 2026 ? "decreed" : "assumed";
            assertEquals(
                    Set.of(quality),
                    named("CN", year).map(Calendar.Named::quality).collect(Collectors.toSet()));
            assertEquals(year <= 2026, named("CN", year).anyMatch(Calendar.Named::isWorked));
        }
    }

    /// As the notices balance: what is worked on weekends pays for the working days taken off.
    @ParameterizedTest
    @CsvSource({"2024, 11", "2025, 13", "2026, 13"})
    void aDecreedYearHasItsStatutoryDaysOffInTheWeek(int year, int statutory) {
        var isOff =
                named("CN", year)
                        .filter(one -> !one.isWorked() && one.day().getDayOfWeek().getValue() < 6)
                        .count();
        var worked = named("CN", year).filter(Calendar.Named::isWorked).count();
        assertEquals(statutory, isOff - worked);
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 1, 1, Spring Festival",
        "2025, 1, 1, Spring Festival",
        "2026, 1, 1, Spring Festival",
        "2027, 1, 1, Spring Festival",
        "2028, 1, 1, Spring Festival",
        "2027, 5, 5, Dragon Boat",
        "2028, 5, 5, Dragon Boat",
        "2027, 8, 15, Mid-Autumn",
        "2028, 8, 15, National Day",
    })
    void aLunarHolidayLiesOnItsLunarDay(int year, int lunarMonth, int lunarDay, String name) {
        var found =
                named("CN", year)
                        .filter(one -> one.name().equals(name))
                        .anyMatch(one -> isLunar(one.day(), lunarMonth, lunarDay));
        assertTrue(found, name + " of " + year);
    }

    private static boolean isLunar(LocalDate day, int month, int dayOfMonth) {
        var noon = day.atTime(12, 0).atZone(SHANGHAI).toInstant();
        var lunar = new ChineseCalendar(Date.from(noon));
        lunar.setTimeZone(com.ibm.icu.util.TimeZone.getTimeZone("Asia/Shanghai"));
        return lunar.get(com.ibm.icu.util.Calendar.MONTH) == month - 1
                && lunar.get(com.ibm.icu.util.Calendar.DAY_OF_MONTH) == dayOfMonth
                && lunar.get(com.ibm.icu.util.Calendar.IS_LEAP_MONTH) == 0;
    }

    /// Jollyday's days, and those that it does not know.
    @ParameterizedTest
    @CsvSource({
        "DE, de,    ''",
        "GB, gb eng,''",
        "SA, sa,    Founding Day",
        "US, us,    Columbus Day",
    })
    void jollydayKnowsTheSameDays(String code, String place, String missing) {
        var manager = HolidayManager.getInstance(ManagerParameters.create(place.substring(0, 2)));
        var part = Stream.of(place.split(" ")).skip(1).toArray(String[]::new);
        var theirs = new TreeSet<LocalDate>();
        var ours = new TreeSet<LocalDate>();
        for (int year = 2024; year <= 2028; year++) {
            for (var one : manager.getHolidays(Year.of(year), part)) {
                theirs.add(one.getObservedDate().orElse(one.getDate()));
            }
            named(code, year)
                    .filter(one -> !one.name().equals(missing))
                    .forEach(one -> ours.add(one.day()));
        }
        // New Year of 2028, kept on the Friday before: in another year, it loses it.
        theirs.addAll(code.equals("US") ? List.of(LocalDate.of(2027, 12, 31)) : List.of());
        assertEquals(theirs, ours, code);
    }

    private static Stream<Calendar.Named> named(String code, int year) {
        var first = LocalDate.of(year, 1, 1);
        return IntStream.range(0, Year.of(year).length())
                .mapToObj(first::plusDays)
                .flatMap(day -> Calendar.of(code).named(day).stream());
    }
}
