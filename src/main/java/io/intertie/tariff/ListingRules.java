package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a provider sets for a listing beside its terms: the collar, what locks it grants, and an
/// emergency stop.
///
/// **Always true** a suspended listing has no price that a request could be routed by; its versions
/// and their notice run on (`ListingRulesTest`).
@ApplicationScoped
public class ListingRules {
    private static final int LONGEST_REASON = 500;

    private final RulesStore store;
    private final Ground ground;
    private final Witness witness;
    private final Database database;
    private final Clock clock;

    @Inject
    ListingRules(RulesStore store, Ground ground, Witness witness, Database database, Clock clock) {
        this.store = store;
        this.ground = ground;
        this.witness = witness;
        this.database = database;
        this.clock = clock;
    }

    /// How far a price may move in a month without the provider's word, and for how many days a
    /// buyer may lock prices, in which form; 0 days are none.
    ///
    /// **Units** 1/10,000 of the price, of the kWh price for an index.
    public record Rules(
            int riseBps,
            int fallBps,
            int lockDays,
            LockForm lockForm,
            int indexRiseBps,
            int indexFallBps) {
        /// What holds until a provider says otherwise.
        public static final Rules DEFAULT =
                new Rules(1_000, 5_000, 0, LockForm.FREEZE, 2_000, 2_000);
    }

    /// A lock keeps the prices as they are, or lets them follow the tariff by a fixed formula.
    public enum LockForm {
        FREEZE,
        INDEX
    }

    /// A stop that lasts, and why.
    public record Suspension(UUID listingId, String reason, String by, Instant since) {}

    public Rules of(UUID listingId) {
        return store.rules(listingId).orElse(Rules.DEFAULT);
    }

    /// Sets them all.
    ///
    /// @throws Problem if the listing is not theirs, or a figure is out of its range
    public Rules set(UUID listingId, Rules rules, Actor actor) {
        mustOwn(listingId, actor);
        new Faults()
                .when(
                        isOutside(rules.riseBps(), 90_000),
                        "rise_bps",
                        Wording.of("rules.range", "Lies between 0 and %s.", 90_000))
                .when(
                        isOutside(rules.fallBps(), 9_000),
                        "fall_bps",
                        Wording.of("rules.range", "Lies between 0 and %s.", 9_000))
                .when(
                        isOutside(rules.lockDays(), 366),
                        "lock_days",
                        Wording.of("rules.range", "Lies between 0 and %s.", 366))
                .when(
                        isOutside(rules.indexRiseBps(), 90_000),
                        "index_rise_bps",
                        Wording.of("rules.range", "Lies between 0 and %s.", 90_000))
                .when(
                        isOutside(rules.indexFallBps(), 9_000),
                        "index_fall_bps",
                        Wording.of("rules.range", "Lies between 0 and %s.", 9_000))
                .refuse();
        return database.transaction(() -> {
            store.set(listingId, rules, actor, clock.instant());
            witness.tell(actor, "listing.rules", listingId, Map.of("rules", rules.toString()));
            return rules;
        });
    }

    /// Stops a listing at once; a stop that lasts already keeps its reason.
    ///
    /// @throws Problem if the listing is not theirs, or no reason is given
    public Suspension suspend(UUID listingId, String reason, Actor actor) {
        mustOwn(listingId, actor);
        var why = reason.strip();
        new Faults()
                .when(
                        why.isEmpty() || why.length() > LONGEST_REASON,
                        "reason",
                        Wording.of("rules.reason", "Has 1 to %s characters.", LONGEST_REASON))
                .refuse();
        return database.transaction(() -> {
            store.lock(listingId);
            var lasting = store.suspension(listingId);
            if (lasting.isPresent()) {
                return lasting.get();
            }
            var now = clock.instant();
            store.suspend(UuidV7.at(now), new Suspension(listingId, why, actor.name(), now));
            witness.tell(actor, "listing.suspended", listingId, Map.of("reason", why));
            witness.publish(new SuspensionChanged(listingId, true, now.toString()));
            return store.suspension(listingId).orElseThrow();
        });
    }

    /// Ends the stop, if there is one.
    ///
    /// @throws Problem if the listing is not theirs
    public void resume(UUID listingId, Actor actor) {
        mustOwn(listingId, actor);
        database.transaction(() -> {
            store.lock(listingId);
            var now = clock.instant();
            if (store.resume(listingId, actor, now) > 0) {
                witness.tell(actor, "listing.resumed", listingId, Map.of());
                witness.publish(new SuspensionChanged(listingId, false, now.toString()));
            }
        });
    }

    /// The stop of a listing, while it lasts.
    public Optional<Suspension> suspension(UUID listingId) {
        return store.suspension(listingId);
    }

    private static boolean isOutside(int figure, int most) {
        return figure < 0 || figure > most;
    }

    private void mustOwn(UUID listingId, Actor actor) {
        var owner = ground.offer(listingId).listing().providerId();
        if (!actor.mayActFor(owner)) {
            throw new Problem(
                    ProblemType.NOT_FOUND,
                    Wording.of("rules.none", "There is no such listing among yours."));
        }
    }
}
