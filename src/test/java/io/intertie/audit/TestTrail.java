package io.intertie.audit;

import io.intertie.identity.Actor;
import io.intertie.platform.persistence.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;

/// A trail in memory, for the rooms that write to it; [#on] gives the real one on a database.
public final class TestTrail extends Trail {
    private final List<String> lines = new ArrayList<>();

    public TestTrail() {
        this(new Database(new PGSimpleDataSource()), Clock.systemUTC());
    }

    private TestTrail(Database nowhere, Clock clock) {
        super(nowhere, new EntryStore(nowhere), clock);
    }

    public static Trail on(Database database, Clock clock) {
        return new Trail(database, new EntryStore(database), clock);
    }

    @Override
    public void record(Actor actor, String action, String subject, Map<String, String> detail) {
        lines.add(actor.name() + " " + action + " " + new TreeMap<>(detail));
    }

    /// What was recorded: `actor action {detail}`.
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
