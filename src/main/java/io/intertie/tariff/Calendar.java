package io.intertie.tariff;

import io.intertie.money.Check;
import io.intertie.tariff.TariffTable.DayType;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a day is for a tariff: shipped holidays and worked weekend days of 2024 to 2028, the week
/// for all others.
///
/// Some grids count only some holidays, so a country can have several calendars. After the last
/// shipped year a day is what the week says. **Source** stands in each row of `holidays.csv`; a day
/// that nobody has decreed yet has the quality `assumed`.
final class Calendar {
    static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    static final LocalDate LAST = LocalDate.of(2028, 12, 31);

    private static final Map<String, Calendar> ALL = all();

    private final String code;
    private final DayOfWeek rest;
    private final DayOfWeek otherRest;
    private final Map<LocalDate, Named> named;
    private final DayType[] types = new DayType[(int) (LAST.toEpochDay() - FIRST.toEpochDay() + 1)];
    private final Map<Month, Map<DayType, Integer>> days = new EnumMap<>(Month.class);

    /// A day that is not what the week says: a holiday, or a weekend day that is worked for one.
    record Named(LocalDate day, boolean isWorked, String name, String quality, String source) {}

    private Calendar(Sheet.Line line, List<Named> ofCountry) {
        this.code = line.text("code");
        this.rest = DayOfWeek.valueOf(line.text("rest_day"));
        this.otherRest = DayOfWeek.valueOf(line.text("other_rest_day"));
        var counts = counting(line.text("counts"), ofCountry);
        this.named =
                ofCountry.stream()
                        .filter(one -> one.isWorked() || counts.test(one))
                        .collect(Collectors.toUnmodifiableMap(Named::day, one -> one));
        for (int i = 0; i < types.length; i++) {
            var day = FIRST.plusDays(i);
            types[i] = told(day);
            days.computeIfAbsent(day.getMonth(), _ -> new EnumMap<>(DayType.class))
                    .merge(types[i], 1, Integer::sum);
        }
    }

    /// All calendars, by code.
    static Map<String, Calendar> known() {
        return ALL;
    }

    /// The calendar of a code that is known.
    static Calendar of(String code) {
        return Optional.ofNullable(ALL.get(code))
                .orElseThrow(() -> new IllegalArgumentException("no calendar " + code));
    }

    /// The code of a country's own calendar; weekends only where no holidays are shipped.
    static String codeOf(String country) {
        return ALL.containsKey(country) ? country : "WEEK";
    }

    String code() {
        return code;
    }

    DayType type(LocalDate day) {
        long at = day.toEpochDay() - FIRST.toEpochDay();
        return at >= 0 && at < types.length ? types[(int) at] : ofWeek(day);
    }

    /// Why a day is not what the week says, with source and quality.
    Optional<Named> named(LocalDate day) {
        return Optional.ofNullable(named.get(day));
    }

    /// How many days of each type the shipped years have, by month: the weights of a mean.
    Map<Month, Map<DayType, Integer>> days() {
        return days;
    }

    private DayType told(LocalDate day) {
        return named(day)
                .map(one -> one.isWorked() ? DayType.WORKDAY : DayType.HOLIDAY)
                .orElseGet(() -> ofWeek(day));
    }

    private DayType ofWeek(LocalDate day) {
        var weekday = day.getDayOfWeek();
        return weekday == rest
                ? DayType.SUNDAY
                : weekday == otherRest ? DayType.SATURDAY : DayType.WORKDAY;
    }

    private static Predicate<Named> counting(String counts, List<Named> all) {
        return switch (counts) {
            case "all" -> one -> true;
            case "none" -> one -> false;
            case "long" -> one -> isLong(one, all);
            default -> one -> List.of(counts.split("\\|", -1)).contains(one.name());
        };
    }

    /// Whether a holiday has three named days or more in that year.
    private static boolean isLong(Named one, List<Named> all) {
        return all.stream()
                        .filter(other -> !other.isWorked() && other.name().equals(one.name()))
                        .filter(other -> other.day().getYear() == one.day().getYear())
                        .count()
                >= 3;
    }

    private static Map<String, Calendar> all() {
        var byCountry = new HashMap<String, List<Named>>();
        for (var line : Sheet.read("holidays.csv")) {
            byCountry
                    .computeIfAbsent(line.text("country"), _ -> new java.util.ArrayList<>())
                    .add(named(line));
        }
        var calendars = new LinkedHashMap<String, Calendar>();
        for (var line : Sheet.read("calendars.csv")) {
            var ofCountry = byCountry.getOrDefault(line.text("country"), List.of());
            calendars.put(line.text("code"), new Calendar(line, ofCountry));
        }
        return java.util.Collections.unmodifiableMap(calendars);
    }

    private static Named named(Sheet.Line line) {
        var kind = line.text("kind");
        Check.that(kind.equals("holiday") || kind.equals("workday"), "a day of kind %s", kind);
        return new Named(
                LocalDate.parse(line.text("date")),
                kind.equals("workday"),
                line.text("name"),
                line.text("quality"),
                line.text("source"));
    }
}
