package io.intertie.tariff.feed;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffVersion.Component;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A line of a monthly table: what a band costs at a site, or in a region at a voltage.
record TableRow(
        int line,
        Place place,
        Currency currency,
        LocalDate effectiveFrom,
        Band band,
        BigDecimal pricePerKwh,
        Optional<Span> span,
        Map<Part, BigDecimal> parts,
        Origin origin) {
    TableRow {
        parts = Map.copyOf(parts);
    }

    /// Where it is paid; of `site` and `region` at least one is there, and the site counts.
    record Place(String site, String region, String voltage) {}

    /// Which document the figures come from and how well they are known, if the line tells.
    record Origin(String source, String quality) {}

    /// The hours of the band, where the table tells them.
    record Span(Set<Month> months, Set<DayType> days, LocalTime from, LocalTime until) {
        Span {
            months = Set.copyOf(months);
            days = Set.copyOf(days);
        }
    }

    /// What else a line may tell of a price.
    enum Part {
        LEVY("levy_per_kwh"),
        LOSS("loss_per_kwh"),
        CAPACITY("capacity_per_kwh"),
        TAX("tax_fraction"),
        DEMAND("demand_per_kw_month"),
        LOAD_FACTOR("load_factor"),
        LOSS_FRACTION("loss_fraction");

        private final String column;

        Part(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }

        /// What the part is in a tariff's table; nothing if the version tells it.
        Optional<Component> component(BigDecimal amount) {
            return switch (this) {
                case LEVY -> Optional.of(perKwh(Component.Kind.LEVY, amount, "levies"));
                case LOSS -> Optional.of(perKwh(Component.Kind.LOSS, amount, "losses"));
                case CAPACITY -> Optional.of(perKwh(Component.Kind.CAPACITY, amount, "capacity"));
                case TAX ->
                        Optional.of(
                                new Component(
                                        Component.Kind.TAX,
                                        Component.Unit.FRACTION,
                                        amount,
                                        false,
                                        "tax"));
                case DEMAND, LOAD_FACTOR, LOSS_FRACTION -> Optional.empty();
            };
        }

        private static Component perKwh(Component.Kind kind, BigDecimal amount, String name) {
            return new Component(kind, Component.Unit.PER_KWH, amount, false, name);
        }
    }

    /// The rule of a line that tells its hours.
    TariffTable.Rule rule(Span hours) {
        return new TariffTable.Rule(
                hours.months(),
                hours.days(),
                hours.from(),
                hours.until(),
                band,
                pricePerKwh,
                BigDecimal.ONE);
    }
}
