package io.intertie.gateway.admission;

import io.intertie.access.ApiKeys;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.SpendLimit;
import io.intertie.access.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What holds for all keys of an organisation: its limits, its rules, and its live subscriptions by
/// model.
record House(
        List<SpendLimit> limits,
        OrganisationLimits.Rules rules,
        Map<UUID, Subscription> subscriptions,
        Instant readAt) {
    static House of(ApiKeys.Hashed hashed, List<Subscription> live, Instant readAt) {
        return new House(
                hashed.organisationLimits(),
                hashed.rules(),
                live.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Subscription::modelId, Function.identity())),
                readAt);
    }
}
