package io.intertie.tariff.energy;

import io.intertie.tariff.EnergyProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a listing's tokens took by the site's readings of the last 28 days, ending at `until`.
///
/// `intervals` are the readings in which the listing served tokens. `steadiness` is p5 over p50 of
/// tokens per facility kWh over the last 7 days, 1 where it never varies; empty below twelve
/// intervals.
public record MeasuredEnergy(
        UUID listingId,
        EnergyProfile profile,
        int intervals,
        Instant from,
        Instant until,
        Optional<BigDecimal> steadiness) {
    /// So many intervals are enough: a day in quarter hours, four days in hours.
    public static final int ENOUGH = 96;

    /// Whether the measurement stands alone, without what was declared.
    public boolean isEnough() {
        return intervals >= ENOUGH;
    }
}
