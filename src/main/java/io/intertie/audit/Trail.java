package io.intertie.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.intertie.identity.Actor;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// The append-only, hash-chained record of who did what.
///
/// A chain has one end, so acts are written one after another: record as the last step of a
/// transaction, because others wait from then until it ends.
@ApplicationScoped
public class Trail {
    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;
    private final EntryStore entries;
    private final Clock clock;

    @Inject
    Trail(Database database, EntryStore entries, Clock clock) {
        this.database = database;
        this.entries = entries;
        this.clock = clock;
    }

    /// The same outside the container, for offline commands.
    public static Trail on(Database database) {
        return new Trail(database, new EntryStore(database), Clock.systemUTC());
    }

    /// Writes an entry in the transaction of the act itself, so that neither exists alone.
    public void record(Actor actor, String action, String subject, Map<String, String> detail) {
        var line = json(detail);
        database.transaction(() -> {
            entries.lockTheEnd();
            var end = entries.end();
            // What PostgreSQL keeps of a time, or the hash would not hold for the row read back.
            var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var entry =
                    new AuditEntry(
                            UuidV7.at(at),
                            end.sequence() + 1,
                            at,
                            actor.name(),
                            actor.organisationId(),
                            action,
                            subject,
                            line,
                            actor.address(),
                            "");
            entries.write(entry, Chain.hash(end.hash(), entry));
        });
    }

    private static String json(Map<String, String> detail) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(detail));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are JSON", impossible);
        }
    }

    /// The newest entries first: all, for the operator.
    public List<AuditEntry> latest(int limit) {
        return entries.latest(limit);
    }

    /// The newest entries of one organisation's actors.
    public List<AuditEntry> latestOf(UUID organisationId, int limit) {
        return entries.latestOf(organisationId, limit);
    }

    /// Recomputes the whole chain.
    ///
    /// A chain cannot tell that its newest entries are missing: compare `Intact`'s head with one
    /// that was noted elsewhere.
    public Verification verify() {
        var end = Chain.START;
        for (var page = entries.after(end.sequence());
                !page.isEmpty();
                page = entries.after(end.sequence())) {
            for (var entry : page) {
                var expected = Chain.hash(end.hash(), entry);
                if (entry.sequence() != end.sequence() + 1) {
                    return new Verification.Broken(
                            end.sequence() + 1, "missing", "an entry after " + end.hash());
                }
                if (!entry.hash().equals(expected)) {
                    return new Verification.Broken(entry.sequence(), entry.hash(), expected);
                }
                end = new Chain(entry.sequence(), expected);
            }
        }
        return new Verification.Intact(end.sequence(), end.hash());
    }
}
