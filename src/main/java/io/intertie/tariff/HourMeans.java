package io.intertie.tariff;

import io.intertie.money.Check;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;

/// What a kWh costs in each hour of the site's day, on the mean of the days that a table counts.
record HourMeans(TariffTable table) {
    static final int HOURS = 24;
    private static final int QUARTERS = 4;

    /// The weights of whoever has not been measured.
    static final List<Long> EVEN = Collections.nCopies(HOURS, 1L);

    /// `Σ w × T(slot) ÷ Σ w`: divided once, so that it is rounded once.
    BigDecimal weighted(List<Long> weights) {
        Check.that(weights.size() == HOURS, "%s weights", weights.size());
        var days = table.days();
        var sum = BigDecimal.ZERO;
        var count = BigDecimal.ZERO;
        for (var rule : table.rules()) {
            long inForce = rule.days(days);
            for (int slot = 0; slot < TariffTable.SLOTS_A_DAY; slot++) {
                if (rule.covers(slot)) {
                    long counted = Math.multiplyExact(inForce, weights.get(slot / QUARTERS));
                    var times = BigDecimal.valueOf(counted);
                    sum = sum.add(rule.pricePerKwh().multiply(times));
                    count = count.add(times);
                }
            }
        }
        Check.that(count.signum() > 0, "weights of nothing: %s", weights);
        return sum.divide(count, MathContext.DECIMAL128);
    }
}
