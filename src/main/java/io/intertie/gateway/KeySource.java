package io.intertie.gateway;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.Subscriptions;
import io.intertie.gateway.admission.KnownKeys.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.stream.Collectors;

/// Reads keys with all that holds for their organisations.
@ApplicationScoped
class KeySource {
    private final ApiKeys apiKeys;
    private final Subscriptions subscriptions;

    @Inject
    KeySource(ApiKeys apiKeys, Subscriptions subscriptions) {
        this.apiKeys = apiKeys;
        this.subscriptions = subscriptions;
    }

    /// The usable keys of some secrets, by the hashes of these.
    ///
    /// @throws io.intertie.platform.persistence.DatabaseAway if they cannot be read
    Reading read(Collection<String> sha256) {
        var keys = apiKeys.usable(sha256);
        var owners =
                keys.stream()
                        .map(ApiKeys.Hashed::key)
                        .map(ApiKey::organisationId)
                        .collect(Collectors.toSet());
        return new Reading(keys, subscriptions.live(owners));
    }
}
