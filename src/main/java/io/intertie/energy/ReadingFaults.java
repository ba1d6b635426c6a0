package io.intertie.energy;

import io.intertie.catalog.DataCenter;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is wrong with a reading that a provider reported, by field of its place in the report.
record ReadingFaults(DataCenter site, Instant now) {
    static final Duration SHORTEST = Duration.ofMinutes(5);
    static final Duration LONGEST = Duration.ofHours(24);
    static final Duration OLDEST = Duration.ofDays(35);

    private static final BigDecimal MOST = BigDecimal.valueOf(10_000_000);
    private static final BigDecimal NEAR = new BigDecimal("1.25");

    void refuse(EnergyReading reading, String at) {
        var length = Duration.between(reading.from(), reading.until());
        var isMetered = reading.evidence() == EnergyReading.Evidence.METERED;
        new Faults()
                .when(
                        length.isNegative() || length.isZero(),
                        at + "until",
                        Wording.of("reading.until", "lies after from"))
                .when(
                        length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0,
                        at + "until",
                        Wording.of("reading.length", "an interval has 5 minutes to 24 hours"))
                .when(
                        reading.until().isAfter(now),
                        at + "until",
                        Wording.of("reading.future", "lies in the future"))
                .when(
                        reading.from().isBefore(now.minus(OLDEST)),
                        at + "from",
                        Wording.of("reading.old", "lies more than 35 days ago"))
                .when(
                        isNone(reading.gpuKwh()),
                        at + "gpu_kwh",
                        Wording.of("reading.none", "is more than 0 kWh"))
                .when(
                        isNone(reading.itKwh()),
                        at + "it_kwh",
                        Wording.of("reading.none", "is more than 0 kWh"))
                .when(
                        isNone(reading.facilityKwh()),
                        at + "facility_kwh",
                        Wording.of("reading.none", "is more than 0 kWh"))
                .when(
                        isMetered && reading.itKwh().isEmpty() && reading.facilityKwh().isEmpty(),
                        at + "it_kwh",
                        Wording.of(
                                "reading.meter",
                                "a metered interval says it_kwh, facility_kwh or both"))
                .when(
                        isMetered && reading.gpuKwh().isPresent(),
                        at + "gpu_kwh",
                        Wording.of(
                                "reading.gpu",
                                "is for telemetry; a meter measures it_kwh or facility_kwh"))
                .when(
                        !isMetered && reading.gpuKwh().isEmpty(),
                        at + "gpu_kwh",
                        Wording.of("reading.drew", "telemetry says what the GPUs drew"))
                .when(
                        !isMetered
                                && (reading.itKwh().isPresent()
                                        || reading.facilityKwh().isPresent()),
                        at + "it_kwh",
                        Wording.of("reading.telemetry", "telemetry says gpu_kwh alone"))
                .refuse();
        plausible(reading, at);
    }

    private void plausible(EnergyReading reading, String at) {
        if (reading.itKwh().isEmpty() || reading.facilityKwh().isEmpty()) {
            return;
        }
        var ratio = Sums.divided(reading.facilityKwh().get(), reading.itKwh().get());
        var far =
                ratio.compareTo(BigDecimal.ONE) < 0
                        || ratio.compareTo(site.pue().multiply(NEAR)) > 0
                        || ratio.multiply(NEAR).compareTo(site.pue()) < 0;
        new Faults()
                .when(
                        far,
                        at + "facility_kwh",
                        Wording.of(
                                "reading.ratio",
                                "facility over IT is %s, the site's PUE %s: at least 1, and within"
                                        + " 25 %% of it",
                                ratio.setScale(2, java.math.RoundingMode.HALF_UP),
                                site.pue().stripTrailingZeros().toPlainString()))
                .refuse();
    }

    private static boolean isNone(Optional<BigDecimal> kwh) {
        return kwh.filter(one -> one.signum() <= 0 || one.compareTo(MOST) > 0).isPresent();
    }
}
