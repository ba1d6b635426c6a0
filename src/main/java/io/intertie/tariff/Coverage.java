package io.intertie.tariff;

import io.intertie.platform.http.Wording;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Flaw;
import io.intertie.tariff.TariffTable.Rule;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether rules give each quarter hour of each month and day type one band, no more and no less.
record Coverage(List<Rule> rules) {
    /// The first month, day and time with no band or with two, or a rule that is none.
    Optional<Wording> fault() {
        for (var rule : rules) {
            var fault = fault(rule);
            if (fault.isPresent()) {
                return fault;
            }
        }
        for (var month : Month.values()) {
            for (var day : toldApart()) {
                var ofDay = of(month, day);
                for (int slot = 0; slot < TariffTable.SLOTS_A_DAY; slot++) {
                    var found = covering(ofDay, slot);
                    if (found.size() != 1) {
                        var cell = month(month) + dayIfTold(day) + " " + time(slot);
                        return Optional.of(tooFewOrMany(cell, found));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Wording> fault(Rule rule) {
        if (rule.months().isEmpty() || rule.days().isEmpty()) {
            return Optional.of(
                    rule.months().isEmpty()
                            ? Wording.of("rule.month", "%s: no month", rule)
                            : Wording.of("rule.day", "%s: no day", rule));
        }
        if (isOffTheQuarter(rule.from()) || isOffTheQuarter(rule.until())) {
            return Optional.of(Wording.of("rule.quarter", "%s: not on a quarter hour", rule));
        }
        if (rule.from().equals(rule.until()) && !rule.from().equals(LocalTime.MIDNIGHT)) {
            return Optional.of(Wording.of("rule.span", "%s: no time between", rule));
        }
        if (rule.multiplier().signum() < 0) {
            return Optional.of(Wording.of("rule.multiplier", "%s: multiplier below 0", rule));
        }
        return rule.pricePerKwh().signum() < 0
                ? Optional.of(Wording.of("rule.price", "%s: price below 0", rule))
                : Optional.empty();
    }

    private static boolean isOffTheQuarter(LocalTime time) {
        return time.toNanoOfDay() % TariffTable.QUARTER_NANOS != 0;
    }

    /// Every gap and overlap of rules that have no fault of their own, in the order of the year;
    /// one that all days have is told once.
    List<Flaw> flaws() {
        var flaws = new ArrayList<Flaw>();
        for (var month : Month.values()) {
            for (var day : toldApart()) {
                flaws.addAll(flaws(month, day));
            }
        }
        return List.copyOf(flaws);
    }

    boolean tellsDaysApart() {
        return rules.stream().anyMatch(rule -> rule.days().size() < DayType.values().length);
    }

    /// The days to look at: one stands for all where all are alike.
    private Set<DayType> toldApart() {
        return tellsDaysApart() ? EnumSet.allOf(DayType.class) : EnumSet.of(DayType.WORKDAY);
    }

    private List<Flaw> flaws(Month month, DayType day) {
        var flaws = new ArrayList<Flaw>();
        var ofDay = of(month, day);
        var told = tellsDaysApart() ? Optional.of(day) : Optional.<DayType>empty();
        int first = 0;
        for (int slot = 1; slot <= TariffTable.SLOTS_A_DAY; slot++) {
            int bands = covering(ofDay, first).size();
            if (slot == TariffTable.SLOTS_A_DAY || covering(ofDay, slot).size() != bands) {
                if (bands != 1) {
                    flaws.add(new Flaw(month, told, time(first), time(slot), bands == 0));
                }
                first = slot;
            }
        }
        return flaws;
    }

    private List<Rule> of(Month month, DayType day) {
        return rules.stream()
                .filter(rule -> rule.months().contains(month) && rule.days().contains(day))
                .toList();
    }

    private static List<Rule> covering(List<Rule> ofDay, int slot) {
        var found = new ArrayList<Rule>(1);
        for (var rule : ofDay) {
            if (rule.covers(slot)) {
                found.add(rule);
            }
        }
        return found;
    }

    private String dayIfTold(DayType day) {
        return tellsDaysApart() ? " " + day.name().toLowerCase(Locale.ROOT) : "";
    }

    private static String month(Month month) {
        return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static LocalTime time(int slot) {
        return LocalTime.MIDNIGHT.plusMinutes(15L * slot);
    }

    private static Wording tooFewOrMany(String cell, List<Rule> found) {
        return found.isEmpty()
                ? Wording.of("rule.gap", "%s: no band", cell)
                : Wording.of(
                        "rule.overlap",
                        "%s: two bands, %s and %s",
                        cell,
                        found.get(0),
                        found.get(1));
    }
}
