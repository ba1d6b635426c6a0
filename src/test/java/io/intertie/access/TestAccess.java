package io.intertie.access;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.Catalog;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.tariff.PriceBook;
import java.time.Clock;
import java.util.List;

/// Keys for tests of other rooms.
public final class TestAccess {
    private TestAccess() {}

    /// A fresh database with the rows of keys.
    public static TestPersistence persistence() {
        return TestPersistence.of(ApiKeyRow.class);
    }

    /// The rows of this room.
    public static List<Class<?>> rows() {
        return List.of(ApiKeyRow.class, SubscriptionRow.class);
    }

    public static Subscriptions subscriptions(
            TestPersistence persistence, Catalog catalog, Clock clock) {
        return new Subscriptions(
                new SubscriptionStore(persistence.entityManager()),
                catalog,
                persistence.database(),
                TestTrail.on(persistence.database(), clock),
                TestOutbox.on(persistence.database(), clock),
                clock);
    }

    public static ApiKeys keys(TestPersistence persistence, Clock clock, Outbox outbox) {
        return new ApiKeys(
                new ApiKeyStore(persistence.entityManager()),
                persistence.database(),
                TestTrail.on(persistence.database(), clock),
                outbox,
                limits(persistence, clock, outbox),
                clock);
    }

    /// All gateway keys that are usable now, by the hashes of their secrets.
    public static List<ApiKeys.Hashed> usable(ApiKeys keys, Database database) {
        return keys.usable(
                database.sql(
                                "select sha256 from api_key union select previous_sha256"
                                        + " from api_key where previous_sha256 is not null")
                        .list(row -> row.text("sha256")));
    }

    public static LockedPrices lockedPrices(Database database, PriceBook book, Clock clock) {
        return new LockedPrices(new LockStore(database), book, clock);
    }

    public static OrganisationLimits limits(
            TestPersistence persistence, Clock clock, Outbox outbox) {
        var trail = TestTrail.on(persistence.database(), clock);
        return new OrganisationLimits(persistence.database(), trail, outbox);
    }
}
