package io.intertie.access;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.Catalog;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
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

    public static OrganisationLimits limits(
            TestPersistence persistence, Clock clock, Outbox outbox) {
        var trail = TestTrail.on(persistence.database(), clock);
        return new OrganisationLimits(persistence.database(), trail, outbox);
    }
}
