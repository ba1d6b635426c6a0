package io.intertie.audit;

import java.time.Instant;
import java.util.UUID;

/// One act of one actor, chained to the act before it.
///
/// `action` is `noun.verb` in the past tense (`api-key.revoked`), `subject` names the thing,
/// `detail` is one line of JSON without secrets. `hash` = SHA-256 over the previous hash and all
/// other fields.
public record AuditEntry(
        UUID id,
        long sequence,
        Instant at,
        String actor,
        UUID organisationId,
        String action,
        String subject,
        String detail,
        String address,
        String hash) {}
