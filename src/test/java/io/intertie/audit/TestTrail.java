package io.intertie.audit;

import io.intertie.identity.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// A trail in memory, for the rooms that write to it.
public final class TestTrail implements Trail {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void record(Actor actor, String action, String subject, Map<String, String> detail) {
        lines.add(actor.name() + " " + action + " " + new TreeMap<>(detail));
    }

    /// What was recorded: `actor action {detail}`.
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public List<AuditEntry> latest(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<AuditEntry> latestOf(UUID organisationId, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Verification verify() {
        throw new UnsupportedOperationException();
    }
}
