package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.OrganisationLimits.Rules;
import io.intertie.access.RoutePolicy;
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
        return Caller.of(
                key(grant), List.of(), new Rules(together, ApiKey.Rates.NONE, RoutePolicy.ANY));
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
