package io.intertie.energy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a site's servers that serve this market drew from `from` until before `until`.
///
/// **Units** kWh; facility is IT and what cools and feeds it. A telemetry reading is of the GPUs
/// alone. `correction` says why it replaces another; empty for a first one.
public record EnergyReading(
        UUID id,
        UUID siteId,
        Instant from,
        Instant until,
        Evidence evidence,
        Optional<BigDecimal> gpuKwh,
        Optional<BigDecimal> itKwh,
        Optional<BigDecimal> facilityKwh,
        String correction) {
    /// GPU to IT: what the hosts draw around their GPUs (docs/pricing-method.md, energy).
    static final BigDecimal HOST_FACTOR = new BigDecimal("1.43");

    /// Who says so: the power distribution's meter, or the GPUs' own sensors.
    public enum Evidence {
        METERED,
        TELEMETRY
    }

    /// The IT energy: as metered, else of the facility by the site's PUE, else of the GPUs by the
    /// host factor.
    BigDecimal it(BigDecimal pue) {
        return itKwh.or(() -> gpuKwh.map(HOST_FACTOR::multiply))
                .orElseGet(() -> Sums.divided(facilityKwh.orElseThrow(), pue));
    }

    /// The facility's energy: as metered, else of IT by the site's PUE.
    BigDecimal facility(BigDecimal pue) {
        return facilityKwh.orElseGet(() -> it(pue).multiply(pue));
    }

    /// The same figures once more, for tokens that were counted again.
    EnergyReading recounted(UUID newId) {
        return new EnergyReading(
                newId,
                siteId,
                from,
                until,
                evidence,
                gpuKwh,
                itKwh,
                facilityKwh,
                "usage was booked after the report");
    }

    boolean isOfTheTimeOf(EnergyReading other) {
        return from.equals(other.from) && until.equals(other.until);
    }

    /// The field that says most: where a fault of the amount stands.
    String field() {
        if (gpuKwh.isPresent()) {
            return "gpu_kwh";
        }
        return itKwh.isPresent() ? "it_kwh" : "facility_kwh";
    }

    boolean saysTheSameAs(EnergyReading other) {
        return evidence == other.evidence
                && isSame(gpuKwh, other.gpuKwh)
                && isSame(itKwh, other.itKwh)
                && isSame(facilityKwh, other.facilityKwh);
    }

    private static boolean isSame(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.map(BigDecimal::stripTrailingZeros)
                .equals(other.map(BigDecimal::stripTrailingZeros));
    }
}
