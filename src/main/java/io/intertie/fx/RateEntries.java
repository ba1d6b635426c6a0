package io.intertie.fx;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The rates that the operator's people enter, each confirmed or rejected by a second person.
@ApplicationScoped
public class RateEntries {
    private static final int LATEST = 100;
    private static final int LONGEST_EVIDENCE = 200;

    private final Database database;
    private final Intake intake;
    private final RateEntryStore entries;
    private final Quotes quotes;
    private final Trail trail;
    private final Clock clock;

    @Inject
    RateEntries(
            Database database,
            Intake intake,
            RateEntryStore entries,
            Quotes quotes,
            Trail trail,
            Clock clock) {
        this.database = database;
        this.intake = intake;
        this.entries = entries;
        this.quotes = quotes;
        this.trail = trail;
        this.clock = clock;
    }

    /// What somebody enters: one euro in a currency (CNH for the yuan offshore), and where they
    /// read it.
    public record Draft(String currency, BigDecimal rate, LocalDate asOf, String evidence) {}

    /// Enters a rate; it counts once a second person has confirmed it.
    ///
    /// @throws Problem naming the field at fault
    public RateEntry enter(Draft draft, Actor actor) {
        RateBook.mustRunTheMarket(actor);
        var now = clock.instant();
        var _ =
                OperatorEntry.checked(
                        draft.currency(), draft.rate(), draft.asOf(), TargetDays.at(now));
        if (draft.evidence().isBlank() || draft.evidence().length() > LONGEST_EVIDENCE) {
            throw Problem.field(
                    "evidence",
                    Wording.of(
                            "fx.evidence", "Say in 1 to 200 characters where the rate is from."));
        }
        var entry =
                new RateEntry(
                        UuidV7.at(now),
                        draft.currency(),
                        draft.rate(),
                        draft.asOf(),
                        draft.evidence().strip(),
                        actor.name(),
                        now,
                        RateEntry.State.PROPOSED,
                        Optional.empty());
        return database.transaction(() -> {
            entries.write(entry);
            trail.record(actor, "fx-rate.entered", entry.id().toString(), detail(entry));
            return entry;
        });
    }

    /// Confirms what somebody else entered: from now on it is a rate of the source `operator`.
    ///
    /// @throws Problem if it is one's own, was decided before, or is on record otherwise
    public RateBook.Taken confirm(UUID entryId, Actor actor) {
        return database.transaction(() -> {
            var entry = undecided(entryId, actor);
            var now = clock.instant();
            var source = new OperatorEntry(entry, now);
            var taken = intake.take(source, source.payload(actor.name()));
            if (taken.rates() == 0) {
                throw new Problem(
                        ProblemType.CONFLICT,
                        Wording.of(
                                "fx.same",
                                "The same rate of that day is on record. Nothing was changed."));
            }
            entries.decide(entryId, RateEntry.State.CONFIRMED, actor.name(), now);
            quotes.renew();
            trail.record(actor, "fx-rate.confirmed", entryId.toString(), detail(entry));
            return taken;
        });
    }

    /// Rejects what somebody else entered.
    ///
    /// @throws Problem if it is one's own, or was decided before
    public void reject(UUID entryId, Actor actor) {
        database.transaction(() -> {
            var entry = undecided(entryId, actor);
            entries.decide(entryId, RateEntry.State.REJECTED, actor.name(), clock.instant());
            trail.record(actor, "fx-rate.rejected", entryId.toString(), detail(entry));
        });
    }

    private RateEntry undecided(UUID entryId, Actor actor) {
        RateBook.mustRunTheMarket(actor);
        var entry =
                entries.lock(entryId)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.NOT_FOUND,
                                        Wording.of("fx.none", "There is no such entry.")));
        if (!entry.isWaiting()) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of("fx.decided", "The entry was decided before. Nothing was changed."));
        }
        if (entry.enteredBy().equals(actor.name())) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of(
                            "fx.own",
                            "Who entered a rate does not decide on it. Nothing was changed."));
        }
        return entry;
    }

    private static Map<String, String> detail(RateEntry entry) {
        return Map.of(
                "currency", entry.symbol(),
                "rate", entry.rate().toPlainString(),
                "asOf", entry.asOf().toString(),
                "evidence", entry.evidence());
    }

    /// The newest first.
    public List<RateEntry> latest() {
        return entries.latest(LATEST);
    }
}
