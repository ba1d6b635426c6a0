package io.intertie.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keys by the hashes of their secrets: one for the present secret, and one for that before it.
final class HashedKeys {
    private HashedKeys() {}

    static List<ApiKeys.Hashed> of(
            List<ApiKeyRow> rows, OrganisationLimits organisations, Instant now) {
        var owners = rows.stream().map(ApiKeyRow::organisationId).collect(Collectors.toSet());
        var limits = organisations.limitsOf(owners);
        var rules = organisations.rulesOf(owners);
        return rows.stream()
                .flatMap(row -> {
                    var key = row.value();
                    var owner = key.organisationId();
                    var present =
                            new ApiKeys.Hashed(
                                    row.sha256(),
                                    Optional.empty(),
                                    key,
                                    limits.getOrDefault(owner, List.of()),
                                    rules.getOrDefault(owner, OrganisationLimits.Rules.NONE));
                    var previous = row.previous(now).map(secret -> before(present, secret));
                    return Stream.concat(Stream.of(present), previous.stream());
                })
                .toList();
    }

    private static ApiKeys.Hashed before(ApiKeys.Hashed present, ApiKeyRow.Previous secret) {
        return new ApiKeys.Hashed(
                secret.sha256(),
                Optional.of(secret.until()),
                present.key(),
                present.organisationLimits(),
                present.rules());
    }
}
