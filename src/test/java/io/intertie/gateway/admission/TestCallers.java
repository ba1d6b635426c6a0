package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.OrganisationLimits.Rules;
import io.intertie.access.RoutePolicy;
import io.intertie.access.Subscription;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Pool;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/// Keys of one organisation, with limits.
public final class TestCallers {
    static final UUID ORGANISATION = new UUID(7, 7);
    private static final String HASH = ApiKeys.hash("sk-test");

    private TestCallers() {}

    static ApiKey.Rates rates(long requests, long tokens, long atOnce) {
        return new ApiKey.Rates(some(requests), some(tokens), some(atOnce));
    }

    private static Optional<Long> some(long limit) {
        return limit == 0 ? Optional.empty() : Optional.of(limit);
    }

    /// A new key with rates of its own (0 is none) in an organisation with rates for all.
    static Caller caller(ApiKey.Rates own, ApiKey.Rates together) {
        var grant =
                new ApiKey.Grant(
                        Set.of(ApiKey.Scope.values()), List.of(), Set.of(), own, RoutePolicy.ANY);
        var rules = new Rules(together, ApiKey.Rates.NONE, RoutePolicy.ANY);
        return caller(
                new ApiKeys.Hashed(HASH, Optional.empty(), key(grant), List.of(), rules),
                List.of());
    }

    /// The caller of a key in a market with some subscriptions, its organisation's and others'.
    public static Caller caller(ApiKey key, Subscription... subscriptions) {
        return caller(new ApiKeys.Hashed(HASH, key, List.of()), List.of(subscriptions));
    }

    private static Caller caller(ApiKeys.Hashed hashed, List<Subscription> subscriptions) {
        var known = known(Instant.EPOCH, List.of(hashed), subscriptions);
        var opened = known.find(Secrets.Hash.ofHex(hashed.sha256()), Instant.EPOCH).orElseThrow();
        return known.caller(opened).orElseThrow();
    }

    /// What a node knows that has read some keys at an instant.
    public static KnownKeys known(
            Instant readAt, List<ApiKeys.Hashed> keys, List<Subscription> subscriptions) {
        var known = new KnownKeys();
        var asked = keys.stream().map(ApiKeys.Hashed::sha256).toList();
        var left = known.read(asked, readAt, _ -> new KnownKeys.Reading(keys, subscriptions));
        if (!left.isEmpty()) {
            throw new IllegalStateException(left.toString());
        }
        return known;
    }

    static Caller caller(long requests, long tokens, long atOnce) {
        return caller(rates(requests, tokens, atOnce), ApiKey.Rates.NONE);
    }

    static ApiKey key(ApiKey.Grant grant) {
        return new ApiKey(
                UUID.randomUUID(),
                ORGANISATION,
                ApiKey.Purpose.GATEWAY,
                "agent",
                "sk-test",
                "last",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ApiKey.Limits.NONE,
                grant,
                Optional.empty());
    }

    /// A fresh database behind a pool, as a node has it.
    static Database database() {
        var source = (PGSimpleDataSource) TestDatabase.freshSource();
        var url =
                "jdbc:postgresql://localhost:%d/%s?user=postgres"
                        .formatted(source.getPortNumbers()[0], source.getDatabaseName());
        return new Database(Pool.of(url, 8));
    }
}
