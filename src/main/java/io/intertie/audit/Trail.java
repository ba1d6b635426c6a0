package io.intertie.audit;

import io.intertie.identity.Actor;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The append-only, hash-chained record of who did what.
public interface Trail {
    /// Writes an entry in the transaction of the act itself, so that neither exists alone.
    void record(Actor actor, String action, String subject, Map<String, String> detail);

    /// The newest entries first; of one organisation when it is not the operator.
    List<AuditEntry> latest(int limit);

    List<AuditEntry> latestOf(UUID organisationId, int limit);

    /// Recomputes the whole chain.
    Verification verify();
}
