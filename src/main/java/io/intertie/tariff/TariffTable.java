package io.intertie.tariff;

import io.intertie.money.Check;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.TariffVersion.Component;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A time-of-use table: every quarter hour of every month and day has one band and one price.
///
/// The wall clock of `zone` decides, so a day of 23 or 25 hours skips or repeats an hour's price.
/// `calendar` says which day is what; it is empty where all days are alike. `components` say what
/// the prices were made of, as far as it is known; `triggers` what may change them. **Units** local
/// currency per kWh, without recoverable VAT. **Always true** no gap and no overlap: refused at
/// construction with the month and time named (`TariffTableTest`).
public record TariffTable(
        ZoneId zone,
        String calendar,
        List<Component> components,
        List<Trigger> triggers,
        List<Rule> rules) {
    static final int SLOTS_A_DAY = 96;
    static final long QUARTER_NANOS = Duration.ofMinutes(15).toNanos();

    /// `SUNDAY` is the week's day of rest, Friday in Saudi Arabia, `SATURDAY` the weekend's other
    /// day; a weekend day that is worked by decree is a `WORKDAY`.
    public enum DayType {
        WORKDAY,
        SATURDAY,
        SUNDAY,
        HOLIDAY
    }

    /// A band in force on some days of some months between two local times; `until` midnight is
    /// 24:00, and an `until` before `from` runs over midnight. `multiplier` is what the floating
    /// components were multiplied by; what they and the fixed ones leave of the price is energy.
    public record Rule(
            Set<Month> months,
            Set<DayType> days,
            LocalTime from,
            LocalTime until,
            Band band,
            BigDecimal pricePerKwh,
            BigDecimal multiplier) {
        public Rule {
            months = Set.copyOf(months);
            days = Set.copyOf(days);
        }

        /// A rule of all days at a listed price.
        public Rule(
                Set<Month> months, LocalTime from, LocalTime until, Band band, BigDecimal price) {
            this(months, EVERY_DAY, from, until, band, price, BigDecimal.ONE);
        }

        /// The same hours at another price.
        Rule at(BigDecimal price) {
            return new Rule(months, days, from, until, band, price, multiplier);
        }

        /// Whether a quarter hour of the day, from 0 to 95, lies in it.
        public boolean covers(int slot) {
            int first = slotOf(from);
            int end = end();
            return first < end ? first <= slot && slot < end : slot >= first || slot < end;
        }

        long quarters(Map<Month, Map<DayType, Integer>> daysByMonth) {
            long aDay = Math.floorMod(end() - slotOf(from) - 1, SLOTS_A_DAY) + 1L;
            return aDay * days(daysByMonth);
        }

        /// On how many days it is in force.
        long days(Map<Month, Map<DayType, Integer>> daysByMonth) {
            long inForce = 0;
            for (var month : months) {
                for (var counted : daysByMonth.getOrDefault(month, Map.of()).entrySet()) {
                    inForce += days.contains(counted.getKey()) ? counted.getValue() : 0;
                }
            }
            return inForce;
        }

        private int end() {
            return until.equals(LocalTime.MIDNIGHT) ? SLOTS_A_DAY : slotOf(until);
        }

        @Override
        public String toString() {
            return band + " " + from + "-" + until;
        }
    }

    /// What may move an hour into another band on a day that nobody knows beforehand: `series` (the
    /// highest temperature at a place, a zone's day-ahead price) reaching `threshold` on `days`
    /// days in a row. Kept and shown; not priced before the day is declared.
    public record Trigger(
            Kind kind,
            String series,
            BigDecimal threshold,
            int days,
            Set<Month> months,
            LocalTime from,
            LocalTime until,
            Band band) {
        public enum Kind {
            WEATHER,
            DAY_AHEAD
        }

        public Trigger {
            months = Set.copyOf(months);
        }

        boolean isOfHour(LocalDateTime local) {
            return months.contains(local.getMonth())
                    && new Rule(months, from, until, band, BigDecimal.ZERO)
                            .covers(slotOf(local.toLocalTime()));
        }
    }

    /// What an instant costs.
    public record Slot(Band band, BigDecimal pricePerKwh) {}

    /// A time of a month with no band, or with more than one, on some days only if `day` is there;
    /// `until` midnight is 24:00.
    public record Flaw(
            Month month, Optional<DayType> day, LocalTime from, LocalTime until, boolean isGap) {}

    static final Set<DayType> EVERY_DAY = Set.copyOf(EnumSet.allOf(DayType.class));

    /// A table of rules that have no [#fault].
    public TariffTable {
        components = List.copyOf(components);
        triggers = List.copyOf(triggers);
        rules = List.copyOf(rules);
        var fault = fault(rules);
        if (fault.isEmpty()) {
            fault = fault(calendar, components, rules);
        }
        Check.that(fault.isEmpty(), "tariff table: %s", fault.map(Wording::english).orElse(""));
    }

    /// A table of listed prices that are alike on all days.
    public TariffTable(ZoneId zone, List<Rule> rules) {
        this(zone, "", List.of(), List.of(), rules);
    }

    /// A table of listed prices; the calendar is left out where all days are alike.
    public static TariffTable of(ZoneId zone, String calendar, List<Rule> rules) {
        var told = new Coverage(rules).tellsDaysApart() ? calendar : "";
        return new TariffTable(zone, told, List.of(), List.of(), rules);
    }

    /// A table with one price at all times.
    public static TariffTable flat(ZoneId zone, BigDecimal pricePerKwh) {
        var always = EnumSet.allOf(Month.class);
        var midnight = LocalTime.MIDNIGHT;
        return new TariffTable(
                zone, List.of(new Rule(always, midnight, midnight, Band.FLAT, pricePerKwh)));
    }

    /// What keeps rules from being a table, for whoever typed them: the first month, day and time
    /// with no band or with two, or a rule that is none.
    public static Optional<Wording> fault(List<Rule> rules) {
        return new Coverage(rules).fault();
    }

    /// What keeps a calendar and components from going with such rules.
    public static Optional<Wording> fault(
            String calendar, List<Component> components, List<Rule> rules) {
        return new Parts(components).fault(calendar, rules);
    }

    /// Every gap and overlap of rules that have no fault of their own, in the order of the year.
    public static List<Flaw> flaws(List<Rule> rules) {
        return new Coverage(rules).flaws();
    }

    public boolean tellsDaysApart() {
        return new Coverage(rules).tellsDaysApart();
    }

    /// The band and the price at an instant, by the site's wall clock.
    public Slot at(Instant instant) {
        return at(LocalDateTime.ofInstant(instant, zone));
    }

    /// The band and the price at a local time.
    public Slot at(LocalDateTime local) {
        return slot(rule(local.getMonth(), day(local), slotOf(local.toLocalTime())));
    }

    /// The band and the price on a day of some type.
    public Slot at(Month month, DayType day, LocalTime time) {
        return slot(rule(month, day, slotOf(time)));
    }

    /// What components come to per kWh in a band that multiplies those that float.
    public static BigDecimal price(List<Component> components, BigDecimal multiplier) {
        return new Parts(components).perKwh(multiplier);
    }

    /// The rule in force at an instant.
    public Rule ruleAt(Instant instant) {
        var local = LocalDateTime.ofInstant(instant, zone);
        return rule(local.getMonth(), day(local), slotOf(local.toLocalTime()));
    }

    /// The same table in 96 quarter hours for each month and day type: for whoever asks often.
    TariffHours compiled() {
        return new TariffHours(this);
    }

    /// Mean price of the hours of some bands, over all hours for an empty set: over a year of 365
    /// days, or over the shipped years of the calendar where days differ.
    public BigDecimal mean(Set<Band> bands) {
        var days = days();
        var sum = BigDecimal.ZERO;
        long quarters = 0;
        for (var rule : rules) {
            if (bands.isEmpty() || bands.contains(rule.band())) {
                long counted = rule.quarters(days);
                sum = sum.add(rule.pricePerKwh().multiply(BigDecimal.valueOf(counted)));
                quarters += counted;
            }
        }
        Check.that(quarters > 0, "no hour in %s", bands);
        return sum.divide(BigDecimal.valueOf(quarters), MathContext.DECIMAL128);
    }

    /// The bands that the table uses.
    public Set<Band> bands() {
        var used = EnumSet.noneOf(Band.class);
        rules.forEach(rule -> used.add(rule.band()));
        return used;
    }

    /// How many days of each type a mean counts, by month.
    Map<Month, Map<DayType, Integer>> days() {
        if (tellsDaysApart()) {
            return Calendar.of(calendar).days();
        }
        var days = new EnumMap<Month, Map<DayType, Integer>>(Month.class);
        for (var month : Month.values()) {
            days.put(month, Map.of(DayType.WORKDAY, month.length(false)));
        }
        return days;
    }

    /// The same hours at other prices, of which nothing is known but what they come to.
    TariffTable repriced(Function<Rule, BigDecimal> price) {
        return new TariffTable(
                zone,
                calendar,
                List.of(),
                triggers,
                rules.stream().map(rule -> rule.at(price.apply(rule))).toList());
    }

    /// What the day of a local time is; a workday where all days are alike.
    public DayType day(LocalDateTime local) {
        return calendar.isEmpty()
                ? DayType.WORKDAY
                : Calendar.of(calendar).type(local.toLocalDate());
    }

    Rule rule(Month month, DayType day, int slot) {
        for (var rule : rules) {
            if (rule.covers(slot) && rule.months().contains(month) && rule.days().contains(day)) {
                return rule;
            }
        }
        throw new IllegalStateException("no band in " + month + " at " + slot);
    }

    static Slot slot(Rule rule) {
        return new Slot(rule.band(), rule.pricePerKwh());
    }

    static int slotOf(LocalTime time) {
        return (int) (time.toNanoOfDay() / QUARTER_NANOS);
    }
}
