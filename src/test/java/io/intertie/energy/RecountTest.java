package io.intertie.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.metering.TestVersions;
import io.intertie.metering.TokenCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Usage that comes in after the readings of its time. Declared: 1 kWh for a million tokens.
class RecountTest extends MeteredSite {
    private String output() {
        return profiles.of(listing.id()).orElseThrow().profile().output().toPlainString();
    }

    @Test
    void whatIsBookedAfterItsReadingIsCountedAndOnce() {
        served(listing, NOW.minus(Duration.ofMinutes(90)), 0, 1_000_000);
        readings.report(site, List.of(metered(2, "2"), metered(3, "1"), metered(5, "1")), ADA);
        assertEquals("2.000000", output());
        served(listing, NOW.minus(Duration.ofMinutes(80)), 0, 1_000_000);
        served(listing, NOW.minus(Duration.ofMinutes(290)), 1_000_000, 0);
        assertEquals(2, readings.recount(site));
        // 2 kWh for 2M tokens and 1 kWh for another million.
        assertEquals("1.000000", output());
        assertEquals(2, profiles.of(listing.id()).orElseThrow().intervals());
        assertEquals(0, readings.recount(site), "a second node finds nothing left");
        assertEquals(3, readings.of(site.id(), 10).size());
        var reasons = readings.of(site.id(), 10).stream().map(EnergyReading::correction).toList();
        assertEquals(
                List.of(
                        "usage was booked after the report",
                        "",
                        "usage was booked after the report"),
                reasons);
    }

    @Test
    void theSameReportAfterARecountStillChangesNothing() {
        readings.report(site, List.of(metered(2, "2")), ADA);
        served(listing, NOW.minus(Duration.ofMinutes(90)), 0, 1_000_000);
        assertEquals(1, readings.recount(site));
        var again = readings.report(site, List.of(metered(2, "2")), ADA);
        assertEquals(new EnergyReadings.Report(0, 0, 1), again);
    }

    @Test
    void aListingElsewhereAndATimeWithoutReadingMoveNothing() {
        readings.report(site, List.of(metered(2, "2")), ADA);
        served(elsewhere, NOW.minus(Duration.ofMinutes(90)), 0, 1_000_000);
        served(listing, NOW.minus(Duration.ofMinutes(30)), 0, 1_000_000);
        assertEquals(0, readings.recount(site));
    }

    @Test
    void aLateReadingAmongHundredsIsFoundInAFewLooks() {
        var looks = new AtomicInteger();
        var counted =
                new SiteFacts(
                        _ -> List.of(listing),
                        _ -> List.of(TestVersions.example(USD)),
                        (provider, from, until) -> {
                            looks.incrementAndGet();
                            var late = NOW.minus(Duration.ofMinutes(150));
                            return !late.isBefore(from) && late.isBefore(until)
                                    ? Map.of(listing.id(), new TokenCount(1, 0, 0, 0))
                                    : Map.of();
                        });
        var all = new ArrayList<Attribution.Served>();
        for (int hour = 1; hour <= 256; hour++) {
            all.add(new Attribution.Served(metered(hour, "1"), Map.of()));
        }
        var late = new Recount(site, counted).late(all);
        assertEquals(1, late.size());
        assertEquals(NOW.minus(Duration.ofHours(3)), late.keySet().iterator().next().from());
        assertEquals(17, looks.get(), "one, and two at each of eight halvings");
    }
}
