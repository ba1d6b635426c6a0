package io.intertie.metering;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import java.util.Optional;
import java.util.UUID;

/// Whose spending a request is: its key, its organisation's limit in the currency that it is
/// charged in, and the session id that names an agent's task.
public record Spender(
        UUID keyId,
        ApiKey.Limits limits,
        Optional<SpendLimit> organisation,
        Optional<String> session) {
    /// A key without limits.
    public static Spender free(UUID keyId) {
        return new Spender(keyId, ApiKey.Limits.NONE, Optional.empty(), Optional.empty());
    }

    /// Whether nothing limits the request.
    boolean isFree() {
        return organisation.isEmpty() && limits.equals(ApiKey.Limits.NONE);
    }

    @Override
    public String toString() {
        return "spender " + keyId;
    }
}
