package io.intertie.tariff;

import io.intertie.money.Check;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A time-of-use table: every quarter hour of every month has one band and one price.
///
/// The wall clock of `zone` decides, so a day of 23 or 25 hours skips or repeats an hour's price.
/// **Units** local currency per kWh, without recoverable VAT. **Always true** no gap and no
/// overlap: refused at construction with the month and time named (`TariffTableTest`).
public record TariffTable(ZoneId zone, List<Rule> rules) {
    static final int SLOTS_A_DAY = 96;
    private static final long QUARTER_NANOS = Duration.ofMinutes(15).toNanos();

    /// A band in force in some months between two local times; `until` midnight is 24:00, and an
    /// `until` before `from` runs over midnight.
    public record Rule(
            Set<Month> months, LocalTime from, LocalTime until, Band band, BigDecimal pricePerKwh) {
        public Rule {
            months = Set.copyOf(months);
        }

        boolean covers(int slot) {
            int first = slotOf(from);
            int end = end();
            return first < end ? first <= slot && slot < end : slot >= first || slot < end;
        }

        long quartersInYear() {
            long aDay = Math.floorMod(end() - slotOf(from) - 1, SLOTS_A_DAY) + 1L;
            return aDay * months.stream().mapToInt(month -> month.length(false)).sum();
        }

        private int end() {
            return until.equals(LocalTime.MIDNIGHT) ? SLOTS_A_DAY : slotOf(until);
        }

        Optional<String> fault() {
            if (months.isEmpty()) {
                return Optional.of("no month");
            }
            if (from.toNanoOfDay() % QUARTER_NANOS != 0
                    || until.toNanoOfDay() % QUARTER_NANOS != 0) {
                return Optional.of("not on a quarter hour");
            }
            if (from.equals(until) && !from.equals(LocalTime.MIDNIGHT)) {
                return Optional.of("no time between");
            }
            return pricePerKwh.signum() < 0 ? Optional.of("price below 0") : Optional.empty();
        }

        @Override
        public String toString() {
            return band + " " + from + "-" + until;
        }
    }

    /// What an instant costs.
    public record Slot(Band band, BigDecimal pricePerKwh) {}

    /// A table of rules that have no [#fault].
    public TariffTable {
        rules = List.copyOf(rules);
        var fault = fault(rules);
        Check.that(fault.isEmpty(), "tariff table: %s", fault.orElse(""));
    }

    /// A table with one price at all times.
    public static TariffTable flat(ZoneId zone, BigDecimal pricePerKwh) {
        var always = EnumSet.allOf(Month.class);
        var midnight = LocalTime.MIDNIGHT;
        return new TariffTable(
                zone, List.of(new Rule(always, midnight, midnight, Band.FLAT, pricePerKwh)));
    }

    /// What keeps rules from being a table, for whoever typed them: the first month and time with
    /// no band or with two, or a rule that is none.
    public static Optional<String> fault(List<Rule> rules) {
        for (var rule : rules) {
            var fault = rule.fault();
            if (fault.isPresent()) {
                return Optional.of(rule + ": " + fault.get());
            }
        }
        for (var month : Month.values()) {
            var ofMonth = ofMonth(month, rules);
            for (int slot = 0; slot < SLOTS_A_DAY; slot++) {
                var found = covering(ofMonth, slot);
                if (found.size() != 1) {
                    return Optional.of(cell(month, slot) + ": " + tooFewOrMany(found));
                }
            }
        }
        return Optional.empty();
    }

    /// A time of a month with no band, or with more than one; `until` midnight is 24:00.
    public record Flaw(Month month, LocalTime from, LocalTime until, boolean isGap) {}

    /// Every gap and overlap of rules that have no [Rule#fault], in the order of the year.
    public static List<Flaw> flaws(List<Rule> rules) {
        var flaws = new ArrayList<Flaw>();
        for (var month : Month.values()) {
            var ofMonth = ofMonth(month, rules);
            int first = 0;
            for (int slot = 1; slot <= SLOTS_A_DAY; slot++) {
                int bands = covering(ofMonth, first).size();
                if (slot == SLOTS_A_DAY || covering(ofMonth, slot).size() != bands) {
                    if (bands != 1) {
                        flaws.add(new Flaw(month, time(first), time(slot), bands == 0));
                    }
                    first = slot;
                }
            }
        }
        return List.copyOf(flaws);
    }

    /// The band and the price at an instant, by the site's wall clock.
    public Slot at(Instant instant) {
        return at(LocalDateTime.ofInstant(instant, zone));
    }

    /// The band and the price at a local time.
    public Slot at(LocalDateTime local) {
        return slot(local.getMonth(), slotOf(local.toLocalTime()));
    }

    /// Mean price of the hours of some bands over a year of 365 days; of all hours for an empty
    /// set.
    public BigDecimal mean(Set<Band> bands) {
        var sum = BigDecimal.ZERO;
        long quarters = 0;
        for (var rule : rules) {
            if (bands.isEmpty() || bands.contains(rule.band())) {
                long inYear = rule.quartersInYear();
                sum = sum.add(rule.pricePerKwh().multiply(BigDecimal.valueOf(inYear)));
                quarters += inYear;
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

    /// The same hours at other prices.
    TariffTable repriced(UnaryOperator<BigDecimal> price) {
        return new TariffTable(
                zone,
                rules.stream()
                        .map(rule ->
                                new Rule(
                                        rule.months(),
                                        rule.from(),
                                        rule.until(),
                                        rule.band(),
                                        price.apply(rule.pricePerKwh())))
                        .toList());
    }

    Slot slot(Month month, int slot) {
        for (var rule : rules) {
            if (rule.covers(slot) && rule.months().contains(month)) {
                return new Slot(rule.band(), rule.pricePerKwh());
            }
        }
        throw new IllegalStateException("no band at " + cell(month, slot));
    }

    private static List<Rule> ofMonth(Month month, List<Rule> rules) {
        return rules.stream().filter(rule -> rule.months().contains(month)).toList();
    }

    private static List<Rule> covering(List<Rule> ofMonth, int slot) {
        var found = new ArrayList<Rule>(1);
        for (var rule : ofMonth) {
            if (rule.covers(slot)) {
                found.add(rule);
            }
        }
        return found;
    }

    private static String cell(Month month, int slot) {
        return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + time(slot);
    }

    private static LocalTime time(int slot) {
        return LocalTime.MIDNIGHT.plusMinutes(15L * slot);
    }

    private static String tooFewOrMany(List<Rule> found) {
        return found.isEmpty() ? "no band" : "two bands, " + found.get(0) + " and " + found.get(1);
    }

    private static int slotOf(LocalTime time) {
        return (int) (time.toNanoOfDay() / QUARTER_NANOS);
    }
}
