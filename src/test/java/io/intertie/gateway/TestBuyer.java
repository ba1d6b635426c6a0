package io.intertie.gateway;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.SpendLimit;
import io.intertie.gateway.admission.KnownKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// A buyer with a key, one that has expired, and those that a test adds.
final class TestBuyer {
    static final String KEY = "sk-test-0123456789";
    private static final ApiKey.Grant ALL = ApiKey.Grant.ALL;

    final UUID id = UUID.randomUUID();
    final UUID keyId = UUID.randomUUID();
    private final UUID oldKeyId = UUID.randomUUID();
    private final List<ApiKeys.Hashed> moreKeys = new CopyOnWriteArrayList<>();
    private volatile ApiKey.Limits limits = ApiKey.Limits.NONE;
    private volatile OrganisationLimits.Rules rules = OrganisationLimits.Rules.NONE;
    private volatile List<SpendLimit> organisationLimits = List.of();

    void rule(OrganisationLimits.Rules its) {
        rules = its;
    }

    void limit(ApiKey.Limits ofKey, SpendLimit... ofOrganisation) {
        limits = ofKey;
        organisationLimits = List.of(ofOrganisation);
    }

    void add(String secret, ApiKey.Limits spends, ApiKey.Grant opens) {
        moreKeys.add(key(UUID.randomUUID(), secret, Optional.empty(), spends, opens));
    }

    /// What a node reads of some secrets.
    KnownKeys.Reading read(Collection<String> asked) {
        return new KnownKeys.Reading(
                keys().stream().filter(one -> asked.contains(one.sha256())).toList(),
                List.of(
                        TestOffers.subscription(id, TestOffers.CHAT),
                        TestOffers.subscription(id, TestOffers.EMBEDDING)));
    }

    List<String> hashes() {
        return keys().stream().map(ApiKeys.Hashed::sha256).toList();
    }

    private List<ApiKeys.Hashed> keys() {
        var keys = new ArrayList<>(moreKeys);
        keys.add(key(keyId, KEY, Optional.empty(), limits, ALL));
        keys.add(key(oldKeyId, "sk-old", Optional.of(Instant.EPOCH), limits, ALL));
        return keys;
    }

    private ApiKeys.Hashed key(
            UUID key,
            String secret,
            Optional<Instant> expiresAt,
            ApiKey.Limits spends,
            ApiKey.Grant opens) {
        return new ApiKeys.Hashed(
                ApiKeys.hash(secret),
                Optional.empty(),
                new ApiKey(
                        key,
                        id,
                        ApiKey.Purpose.GATEWAY,
                        "test",
                        "sk-test",
                        secret.substring(secret.length() - 3),
                        Instant.EPOCH,
                        expiresAt,
                        Optional.empty(),
                        Optional.empty(),
                        spends,
                        opens,
                        Optional.empty()),
                organisationLimits,
                rules);
    }
}
