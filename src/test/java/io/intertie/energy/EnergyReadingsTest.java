package io.intertie.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.catalog.Listing;
import io.intertie.energy.EnergyReading.Evidence;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.tariff.EnergyProfile.Grade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Declared: 1 kWh for a million tokens of each class, PUE 1.2.
class EnergyReadingsTest extends MeteredSite {
    private EnergyReading corrected(EnergyReading of, String kwh, String why) {
        return with(of, kwh, Optional.empty(), why);
    }

    private EnergyReading withFacility(EnergyReading of, String kwh) {
        return with(of, of.itKwh().orElseThrow().toString(), Optional.of(new BigDecimal(kwh)), "");
    }

    private EnergyReading with(
            EnergyReading of, String it, Optional<BigDecimal> facility, String why) {
        return new EnergyReading(
                UUID.randomUUID(),
                site.id(),
                of.from(),
                of.until(),
                of.evidence(),
                Optional.empty(),
                Optional.of(new BigDecimal(it)),
                facility,
                why);
    }

    private String fault(EnergyReading... all) {
        var problem = assertThrows(Problem.class, () -> readings.report(site, List.of(all), ADA));
        return problem.fields().toString();
    }

    private String output(Listing of) {
        return profiles.of(of.id()).orElseThrow().profile().output().toPlainString();
    }

    @Test
    void anIntervalsEnergyBecomesTheEnergyOfItsTokens() {
        served(listing, NOW.minus(Duration.ofMinutes(90)), 600_000, 400_000);
        readings.report(site, List.of(metered(2, "0.7")), ADA);
        var measured = profiles.of(listing.id()).orElseThrow();
        assertEquals("0.700000", output(listing));
        assertEquals(Grade.A, measured.profile().grade());
        assertEquals(1, measured.intervals());
        assertTrue(profiles.of(other.id()).isEmpty());
    }

    @Test
    void aRequestCountsInTheIntervalInWhichItEnded() {
        served(listing, NOW.minus(Duration.ofHours(2)), 0, 1_000_000);
        served(listing, NOW.minus(Duration.ofHours(1)), 0, 1_000_000);
        readings.report(site, List.of(metered(2, "0.5")), ADA);
        assertEquals("0.500000", output(listing));
    }

    @Test
    void theListingsOfASiteTogetherAccountForAllOfItsEnergyAndNoMore() {
        served(listing, NOW.minus(Duration.ofMinutes(90)), 0, 3_000_000);
        served(other, NOW.minus(Duration.ofMinutes(90)), 0, 1_000_000);
        served(listing, NOW.minus(Duration.ofMinutes(30)), 0, 1_000_000);
        served(elsewhere, NOW.minus(Duration.ofMinutes(30)), 0, 9_000_000);
        readings.report(site, List.of(metered(2, "8"), metered(1, "0.4")), ADA);
        // 2 kWh per million in the first hour, 0.4 in the second: (3 x 2 + 1 x 0.4) / 4 = 1.6.
        assertEquals("1.600000", output(listing));
        assertEquals("2.000000", output(other));
        assertTrue(profiles.of(elsewhere.id()).isEmpty());
    }

    @Test
    void telemetryOfTheGpusIsRaisedToTheirHostsAndGradedB() {
        served(listing, NOW.minus(Duration.ofMinutes(90)), 0, 1_000_000);
        var from = NOW.minus(Duration.ofHours(2));
        var reading = reading(from, Duration.ofHours(1), Evidence.TELEMETRY, "0.5");
        readings.report(site, List.of(reading), ADA);
        assertEquals("0.715000", output(listing));
        assertEquals(Grade.B, profiles.of(listing.id()).orElseThrow().profile().grade());
    }

    @Test
    void theSameReportAgainChangesNothing() {
        served(listing, NOW.minus(Duration.ofMinutes(90)), 0, 1_000_000);
        readings.report(site, List.of(metered(2, "0.7")), ADA);
        served(listing, NOW.minus(Duration.ofMinutes(80)), 0, 1_000_000);
        var again = readings.report(site, List.of(metered(2, "0.70")), ADA);
        assertEquals(new EnergyReadings.Report(0, 0, 1), again);
        assertEquals("0.700000", output(listing));
        assertEquals(1, readings.of(site.id(), 10).size());
    }

    @Test
    void aCorrectionSupersedesWhenItSaysWhy() {
        served(listing, NOW.minus(Duration.ofMinutes(90)), 0, 1_000_000);
        var first = metered(2, "0.7");
        readings.report(site, List.of(first), ADA);
        assertTrue(fault(corrected(first, "0.9", "")).contains("readings[0].correction"));
        var report = readings.report(site, List.of(corrected(first, "0.9", "meter swapped")), ADA);
        assertEquals(new EnergyReadings.Report(0, 1, 0), report);
        assertEquals("0.900000", output(listing));
        assertEquals(1, readings.of(site.id(), 10).size());
        var kept =
                database.sql("select count(*) as n from energy_reading").one(row -> row.count("n"));
        assertEquals(2, kept);
    }

    @Test
    void aReportWithOneFaultKeepsNothing() {
        var overlapping =
                reading(
                        NOW.minus(Duration.ofMinutes(90)),
                        Duration.ofHours(1),
                        Evidence.METERED,
                        "1");
        assertTrue(fault(metered(2, "1"), overlapping).contains("readings[1].from"));
        assertTrue(readings.of(site.id(), 10).isEmpty());
    }

    @Test
    void timesThatCannotBeAreRefusedAtTheirField() {
        assertTrue(fault(metered(0, "1")).contains("lies in the future"));
        assertTrue(fault(metered(24 * 36, "1")).contains("35 days"));
        var instant = NOW.minus(Duration.ofHours(1));
        assertTrue(
                fault(reading(instant, Duration.ofMinutes(-5), Evidence.METERED, "1"))
                        .contains("lies after from"));
        assertTrue(
                fault(reading(instant, Duration.ofMinutes(1), Evidence.METERED, "1"))
                        .contains("5 minutes to 24 hours"));
    }

    @Test
    void amountsThatCannotBeAreRefused() {
        assertTrue(fault(metered(2, "0")).contains("more than 0"));
        served(listing, NOW.minus(Duration.ofMinutes(90)), 0, 1_000_000);
        assertTrue(fault(metered(2, "0.049")).contains("less than a twentieth"));
        for (var facility : List.of("0.99", "0.5", "1.51")) {
            assertTrue(fault(withFacility(metered(2, "1"), facility)).contains("site's PUE"));
        }
    }

    @Test
    void anotherProvidersSiteIsNotFound() {
        var eve = new Actor("eve", UUID.randomUUID(), Set.of(), "-");
        assertThrows(Problem.class, () -> readings.report(site, List.of(metered(2, "1")), eve));
        assertTrue(readings.of(site.id(), 10).isEmpty());
    }

    @Test
    void steadinessIsTheFifthPercentileOverTheMedian() {
        var all = new ArrayList<EnergyReading>();
        for (int hour = 2; hour < 22; hour++) {
            var at = NOW.minus(Duration.ofHours(hour)).plusSeconds(60);
            served(listing, at, 0, 1_000_000);
            all.add(metered(hour, hour == 2 ? "2" : "1"));
        }
        readings.report(site, all, ADA);
        var measured = profiles.of(listing.id()).orElseThrow();
        assertEquals(Optional.of(new BigDecimal("0.5000")), measured.steadiness());
        assertEquals(20, measured.intervals());
    }

    @Test
    void nobodyChangesOrDeletesAReading() {
        readings.report(site, List.of(metered(2, "1")), ADA);
        assertThrows(
                RuntimeException.class,
                () -> database.sql("update energy_reading set it_kwh = 2").update());
        assertThrows(
                RuntimeException.class, () -> database.sql("delete from energy_reading").update());
    }
}
