package io.intertie.tariff;

import io.intertie.money.Currency;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Trigger;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A sourced tariff that ships with the product, as a start for a site in that region.
public record ReferenceTariff(
        String code,
        String region,
        String country,
        Currency currency,
        TariffTable table,
        BigDecimal demandPerKwMonth,
        String source,
        String quality) {
    /// The hours of a Chinese grid region, of which only some have a known price: a site there
    /// brings its own flat price, as it stands in the grid company's table.
    ///
    /// `floats` says in the rule's words what the multipliers move; `faults` what in the sheet
    /// contradicts itself and was left as it is.
    public record Grid(
            String code,
            String region,
            String source,
            String quality,
            String floats,
            String calendar,
            List<Hours> hours,
            List<Trigger> triggers,
            List<String> faults) {
        /// A band's hours; no multiplier where the source has none or the market makes it.
        public record Hours(
                Set<Month> months,
                Set<DayType> days,
                LocalTime from,
                LocalTime until,
                Band band,
                Optional<BigDecimal> multiplier) {}

        public boolean isMultiplied() {
            return hours.stream().allMatch(one -> one.multiplier().isPresent());
        }

        /// The grid's hours at a flat price, of which the bands move only a part.
        ///
        /// @throws IllegalStateException if a band has no multiplier
        public TariffTable table(BigDecimal flatPerKwh, BigDecimal floatingPerKwh) {
            return Grids.multiplied(this, flatPerKwh, floatingPerKwh);
        }
    }
}
