package io.intertie.energy;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.energy.EnergyReading.Evidence;
import io.intertie.identity.Actor;
import io.intertie.metering.TestServed;
import io.intertie.metering.TestVersions;
import io.intertie.metering.TokenCount;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.energy.EnergyProfiles;
import io.intertie.tariff.energy.TestProfiles;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A site with two listings and meters, on a database of its own: what tests of readings begin
/// with.
///
/// Declared: 1 kWh for a million tokens of each class, PUE 1.2.
abstract class MeteredSite {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Currency USD = Currency.of("USD");
    static final UUID PROVIDER = UUID.randomUUID();
    static final Actor ADA = new Actor("ada", PROVIDER, Set.of(), "-");

    final Database database = TestDatabase.fresh();
    final DataCenter site =
            new DataCenter(
                    UUID.randomUUID(),
                    PROVIDER,
                    "hohhot",
                    "Hohhot",
                    "CN",
                    ZoneId.of("Asia/Shanghai"),
                    "grid",
                    new BigDecimal("1.2"),
                    "declared");
    final Listing listing = listing(site.id());
    final Listing other = listing(site.id());
    final Listing elsewhere = listing(UUID.randomUUID());
    final EnergyProfiles profiles = TestProfiles.on(database);
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final EnergyReadings readings =
            new EnergyReadings(
                    new SiteFacts(
                            _ -> List.of(listing, other, elsewhere),
                            _ -> List.of(TestVersions.example(USD)),
                            TestServed.on(database)::of),
                    new ReadingStore(database),
                    profiles,
                    TestTrail.on(database, clock),
                    database,
                    clock);

    static Listing listing(UUID siteId) {
        return new Listing(
                UUID.randomUUID(),
                UUID.randomUUID(),
                PROVIDER,
                siteId,
                URI.create("http://localhost/v1"),
                "model",
                Listing.State.LIVE,
                1000,
                "fp8",
                new Listing.DataPolicy(0, false));
    }

    void served(Listing from, Instant at, long input, long output) {
        var tokens = new TokenCount(input, 0, output, 0);
        TestServed.serve(database, from, at, tokens);
    }

    EnergyReading reading(Instant from, Duration length, Evidence evidence, String kwh) {
        var amount = Optional.of(new BigDecimal(kwh));
        var isMetered = evidence == Evidence.METERED;
        return new EnergyReading(
                UUID.randomUUID(),
                site.id(),
                from,
                from.plus(length),
                evidence,
                isMetered ? Optional.empty() : amount,
                isMetered ? amount : Optional.empty(),
                Optional.empty(),
                "");
    }

    EnergyReading metered(int hoursAgo, String kwh) {
        return reading(
                NOW.minus(Duration.ofHours(hoursAgo)), Duration.ofHours(1), Evidence.METERED, kwh);
    }
}
