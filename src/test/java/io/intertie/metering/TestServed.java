package io.intertie.metering;

import io.intertie.catalog.Listing;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.Band;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The served tokens on a database, for tests of the rooms above.
public final class TestServed {
    private static final Currency USD = Currency.of("USD");

    private TestServed() {}

    public static ServedTokens on(Database database) {
        return new ServedTokens(database);
    }

    /// Writes a request that a listing served, ended at an instant.
    public static void serve(Database database, Listing listing, Instant at, TokenCount tokens) {
        var id = UuidV7.at(at);
        var usage =
                new UsageRecord(
                        id,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        listing.id(),
                        listing.modelId(),
                        listing.providerId(),
                        UUID.randomUUID(),
                        Band.FLAT,
                        Optional.empty(),
                        USD,
                        USD,
                        tokens,
                        UsageRecord.CountedBy.PROVIDER,
                        true,
                        UsageRecord.State.COMPLETED,
                        "stop",
                        BigDecimal.ONE,
                        1,
                        2,
                        at,
                        at);
        var _ = TestUsage.on(database).store().write(usage, new Charge(id, USD, 1, USD, 1));
    }
}
