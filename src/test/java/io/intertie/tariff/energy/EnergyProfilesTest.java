package io.intertie.tariff.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.EnergyProfile.Grade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnergyProfilesTest {
    private static final UUID LISTING = UUID.randomUUID();
    private static final EnergyProfile DECLARED =
            profile("0.10", "0.01", "1.06", Grade.C, "declared by the provider");

    private final EnergyProfiles profiles = TestProfiles.on(TestDatabase.fresh());

    private static EnergyProfile profile(
            String input, String cached, String output, Grade grade, String source) {
        return new EnergyProfile(
                new BigDecimal(input),
                new BigDecimal(cached),
                new BigDecimal(output),
                grade,
                source);
    }

    private static MeasuredEnergy measured(int intervals, Grade grade, String output) {
        return new MeasuredEnergy(
                LISTING,
                profile("0.05", "0.02", output, grade, ""),
                intervals,
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-02T00:00:00Z"),
                Optional.of(new BigDecimal("0.8100")));
    }

    @Test
    void aListingThatNobodyMeasuredTakesWhatWasDeclared() {
        assertEquals(DECLARED, profiles.of(LISTING, DECLARED));
        assertTrue(profiles.of(LISTING).isEmpty());
    }

    @Test
    void withTooFewIntervalsEachClassTakesTheWorseOfTheTwo() {
        profiles.keep(List.of(LISTING), List.of(measured(95, Grade.A, "1.50")));
        var taken = profiles.of(LISTING, DECLARED);
        assertEquals(new BigDecimal("0.10"), taken.input());
        assertEquals(new BigDecimal("0.02"), taken.cachedInput());
        assertEquals(new BigDecimal("1.50"), taken.output());
        assertEquals(Grade.C, taken.grade());
        assertTrue(taken.source().endsWith("95 of 96 measured intervals"), taken.source());
    }

    @Test
    void fromEnoughIntervalsOnWhatWasMeasuredTakesOverWithItsGrade() {
        profiles.keep(List.of(LISTING), List.of(measured(96, Grade.B, "0.70")));
        var taken = profiles.of(LISTING, DECLARED);
        assertEquals(new BigDecimal("0.70"), taken.output());
        assertEquals(Grade.B, taken.grade());
        assertEquals("GPU telemetry, 96 intervals reported by the site", taken.source());
    }

    @Test
    void aMeasurementStandsInPlaceOfTheOneBefore() {
        profiles.keep(List.of(LISTING), List.of(measured(96, Grade.B, "0.70")));
        profiles.keep(List.of(LISTING), List.of(measured(97, Grade.A, "0.80")));
        var kept = profiles.of(LISTING).orElseThrow();
        assertEquals(97, kept.intervals());
        assertEquals(Optional.of(new BigDecimal("0.8100")), kept.steadiness());
        assertEquals(1, profiles.all().size());
        profiles.keep(List.of(LISTING), List.of());
        assertTrue(profiles.of(LISTING).isEmpty());
    }
}
