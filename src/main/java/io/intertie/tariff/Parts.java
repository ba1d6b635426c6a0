package io.intertie.tariff;

import io.intertie.platform.http.Wording;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffVersion.Component;
import io.intertie.tariff.TariffVersion.Component.Kind;
import io.intertie.tariff.TariffVersion.Component.Unit;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a tariff's prices are made of, and how a band moves the part that floats.
record Parts(List<Component> components) {
    /// A rule's price by kind of component; energy is what the others leave of it.
    Map<Kind, BigDecimal> of(Rule rule) {
        var parts = new EnumMap<Kind, BigDecimal>(Kind.class);
        var energy = rule.pricePerKwh();
        for (var one : components) {
            if (one.unit() == Unit.PER_KWH && one.kind() != Kind.ENERGY) {
                var amount = moved(one, rule.multiplier());
                parts.merge(one.kind(), amount, BigDecimal::add);
                energy = energy.subtract(amount);
            }
        }
        parts.put(Kind.ENERGY, energy);
        return parts;
    }

    /// What all components of a kWh come to at a multiplier: a band's price, if it has no adder.
    BigDecimal perKwh(BigDecimal multiplier) {
        return components.stream()
                .filter(one -> one.unit() == Unit.PER_KWH)
                .map(one -> moved(one, multiplier))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// The part of a rule's price that the line loss does not raise.
    BigDecimal added(Rule rule) {
        var parts = of(rule);
        return parts.getOrDefault(Kind.LEVY, BigDecimal.ZERO)
                .add(parts.getOrDefault(Kind.TAX, BigDecimal.ZERO));
    }

    BigDecimal capacityPerKwMonth() {
        return sum(Unit.PER_KW_MONTH);
    }

    BigDecimal taxFraction() {
        return sum(Unit.FRACTION);
    }

    /// What keeps components and a calendar from going with rules that have no fault of their own.
    Optional<Wording> fault(String calendar, List<Rule> rules) {
        if (!calendar.isEmpty() && !Calendar.known().containsKey(calendar)) {
            return Optional.of(Wording.of("part.calendar", "no calendar %s", calendar));
        }
        if (calendar.isEmpty() && new Coverage(rules).tellsDaysApart()) {
            return Optional.of(
                    Wording.of("part.days", "days differ, and no calendar tells which they are"));
        }
        for (var one : components) {
            var fault = one.fault();
            if (fault.isEmpty() && isOfTheSite(one)) {
                fault =
                        Optional.of(
                                Wording.of(
                                        "part.version",
                                        "component %s: %s %s is told with the version",
                                        one.name(),
                                        one.kind(),
                                        one.unit()));
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        return rules.stream()
                .filter(rule -> of(rule).getOrDefault(Kind.ENERGY, BigDecimal.ZERO).signum() < 0)
                .findFirst()
                .map(rule ->
                        Wording.of(
                                "part.sum",
                                "%s: its components come to more than its price",
                                rule));
    }

    /// Demand and the loss fraction stand in the version: the site's contract sets them.
    private static boolean isOfTheSite(Component one) {
        return one.kind() == Kind.DEMAND
                || (one.kind() == Kind.LOSS && one.unit() == Unit.FRACTION);
    }

    private BigDecimal sum(Unit unit) {
        return components.stream()
                .filter(one -> one.unit() == unit)
                .map(Component::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal moved(Component one, BigDecimal multiplier) {
        return one.floats() ? one.amount().multiply(multiplier) : one.amount();
    }
}
