package io.intertie.audit;

import io.intertie.platform.persistence.Fingerprint;
import java.util.List;

/// The end of the chain: how many entries it has, and the hash of the last.
record Chain(long sequence, String hash) {
    static final Chain START = new Chain(0, "");

    /// What an entry hashes to when it follows one with the hash `previous`.
    static String hash(String previous, AuditEntry entry) {
        return Fingerprint.of(
                List.of(
                        previous,
                        Long.toString(entry.sequence()),
                        entry.id().toString(),
                        entry.at().toString(),
                        entry.actor(),
                        entry.organisationId().toString(),
                        entry.action(),
                        entry.subject(),
                        entry.detail(),
                        entry.address()));
    }
}
