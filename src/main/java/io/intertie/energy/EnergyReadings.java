package io.intertie.energy;

import io.intertie.audit.Trail;
import io.intertie.catalog.DataCenter;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.energy.EnergyProfiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The story of this room: a site's meters become its listings' measured profiles.
///
/// **Always true** a report counts whole or not at all; the same reading again changes nothing; a
/// correction supersedes the reading of exactly its interval and says why; what is booked late
/// counts within an hour (`EnergyReadingsTest`, `RecountTest`).
@ApplicationScoped
public class EnergyReadings {
    static final Duration WINDOW = Duration.ofDays(28);

    /// How far back usage is waited for that a node books late.
    static final Duration RECOUNTED = Duration.ofDays(3);

    private static final Actor MARKET = Actor.market("energy");
    private static final int MOST_AT_ONCE = 500;

    /// Less than this share of what was declared is rather a slip than a saving: load and batch
    /// move a token's energy up to twentyfold.
    private static final BigDecimal LEAST = new BigDecimal("0.05");

    private final SiteFacts facts;
    private final ReadingStore store;
    private final EnergyProfiles profiles;
    private final Trail trail;
    private final Database database;
    private final Clock clock;

    @Inject
    EnergyReadings(
            SiteFacts facts,
            ReadingStore store,
            EnergyProfiles profiles,
            Trail trail,
            Database database,
            Clock clock) {
        this.facts = facts;
        this.store = store;
        this.profiles = profiles;
        this.trail = trail;
        this.database = database;
        this.clock = clock;
    }

    /// What a report came to: readings that are new, that corrected another, that were known.
    public record Report(int added, int corrected, int unchanged) {
        Map<String, String> detail() {
            return Map.of(
                    "added", Integer.toString(added), "corrected", Integer.toString(corrected));
        }
    }

    /// The newest readings in force of a site.
    public List<EnergyReading> of(UUID siteId, int limit) {
        return store.latest(siteId, limit);
    }

    /// Takes a site's readings and measures its listings anew.
    ///
    /// @throws Problem at `readings[3].from` and so on, if it is not theirs, is malformed, lies in
    ///   the future, overlaps another reading, or is not plausible; nothing is kept then
    public Report report(DataCenter site, List<EnergyReading> readings, Actor actor) {
        if (!actor.mayActFor(site.providerId())) {
            throw new Problem(
                    ProblemType.NOT_FOUND,
                    Wording.of("reading.site", "There is no such site among yours."));
        }
        new Faults()
                .when(
                        readings.isEmpty() || readings.size() > MOST_AT_ONCE,
                        "readings",
                        Wording.of("reading.number", "a report has 1 to %s readings", MOST_AT_ONCE))
                .refuse();
        return database.transaction(() -> {
            store.lock(site.id());
            var attribution = facts.attribution(site);
            var kept = new ArrayList<Kept>();
            for (var reading : readings) {
                var at = "readings[" + kept.size() + "].";
                kept.add(new Reported(site, attribution, actor).keep(reading, at));
            }
            var report =
                    new Report(
                            Collections.frequency(kept, Kept.ADDED),
                            Collections.frequency(kept, Kept.CORRECTED),
                            Collections.frequency(kept, Kept.UNCHANGED));
            if (report.unchanged() < readings.size()) {
                measure(site, attribution);
                trail.record(actor, "energy.reported", "data-center:" + site.id(), report.detail());
            }
            return report;
        });
    }

    /// Counts the tokens of a site's last three days again: what was booked after its reading came
    /// in counts from then on. Each such reading is superseded by one of the same figures.
    ///
    /// @return how many there were
    int recount(DataCenter site) {
        return database.transaction(() -> {
            store.lock(site.id());
            var now = clock.instant();
            var late = new Recount(site, facts).late(store.served(site.id(), now.minus(RECOUNTED)));
            if (!late.isEmpty()) {
                late.forEach((reading, tokens) -> {
                    store.supersede(reading.id(), now);
                    store.insert(reading.recounted(UuidV7.at(now)), tokens, MARKET, now);
                });
                measure(site, facts.attribution(site));
                trail.record(
                        MARKET,
                        "energy.recounted",
                        "data-center:" + site.id(),
                        Map.of("readings", Integer.toString(late.size())));
            }
            return late.size();
        });
    }

    private enum Kept {
        ADDED,
        CORRECTED,
        UNCHANGED
    }

    // One reading of a report, at its place in it.
    private final class Reported {
        private final DataCenter site;
        private final Attribution attribution;
        private final Actor actor;

        Reported(DataCenter site, Attribution attribution, Actor actor) {
            this.site = site;
            this.attribution = attribution;
            this.actor = actor;
        }

        Kept keep(EnergyReading reading, String at) {
            var now = clock.instant();
            new ReadingFaults(site, now).refuse(reading, at);
            var meeting = store.meeting(site.id(), reading.from(), reading.until());
            var same = meeting.stream().filter(reading::isOfTheTimeOf).findFirst();
            if (same.filter(reading::saysTheSameAs).isPresent()) {
                return Kept.UNCHANGED;
            }
            refuseOverlap(same.isPresent() ? List.of() : meeting, at);
            new Faults()
                    .when(
                            same.isPresent() && reading.correction().isBlank(),
                            at + "correction",
                            Wording.of(
                                    "reading.correction",
                                    "this interval was reported with other figures; say why they"
                                            + " change"))
                    .refuse();
            var tokens = facts.tokens(site, reading.from(), reading.until());
            refuseTooLittle(reading, attribution.expected(tokens).multiply(LEAST), at);
            same.ifPresent(one -> store.supersede(one.id(), now));
            store.insert(reading, tokens, actor, now);
            return same.isPresent() ? Kept.CORRECTED : Kept.ADDED;
        }

        private void refuseTooLittle(EnergyReading reading, BigDecimal least, String at) {
            new Faults()
                    .when(
                            reading.it(site.pue()).compareTo(least) < 0,
                            at + reading.field(),
                            Wording.of(
                                    "reading.little",
                                    "is less than a twentieth of what the declared profiles take"
                                            + " for the tokens served then"))
                    .refuse();
        }
    }

    private static void refuseOverlap(List<EnergyReading> others, String at) {
        for (var other : others) {
            new Faults()
                    .when(
                            true,
                            at + "from",
                            Wording.of(
                                    "reading.overlap",
                                    "overlaps the reading of %s to %s: correct that one, or report"
                                            + " the time beside it",
                                    other.from(),
                                    other.until()))
                    .refuse();
        }
    }

    private void measure(DataCenter site, Attribution attribution) {
        var readings = store.served(site.id(), clock.instant().minus(WINDOW));
        var listings = List.copyOf(attribution.declared().keySet());
        profiles.keep(
                listings,
                listings.stream()
                        .flatMap(listing -> attribution.measured(listing, readings).stream())
                        .toList());
    }
}
