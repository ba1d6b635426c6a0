package io.intertie.identity;

import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestPersistence;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Organisations and actors that tests of other rooms need before they begin.
public final class TestParties {
    public static final UUID BUYER = new UUID(0x7000L, 0x8000000000000042L);
    public static final UUID OTHER_BUYER = new UUID(0x7000L, 0x8000000000000043L);
    public static final UUID PROVIDER = new UUID(0x7000L, 0x8000000000000052L);
    public static final UUID OTHER_PROVIDER = new UUID(0x7000L, 0x8000000000000053L);

    public static final Actor BEA = actor("bea", BUYER, Role.BUYER);
    public static final Actor BOB = actor("bob", OTHER_BUYER, Role.BUYER);
    public static final Actor PIA = actor("pia", PROVIDER, Role.PROVIDER);
    public static final Actor PAT = actor("pat", OTHER_PROVIDER, Role.PROVIDER);
    public static final Actor ADA = actor("ada", Actor.OPERATOR, Role.ADMIN);
    public static final Actor AVA = actor("ava", Actor.OPERATOR, Role.AUDITOR);

    private TestParties() {}

    /// Writes the four organisations.
    public static void register(Database database) {
        register(database, BUYER, Organisation.Kind.BUYER, "buyer");
        register(database, OTHER_BUYER, Organisation.Kind.BUYER, "other-buyer");
        register(database, PROVIDER, Organisation.Kind.PROVIDER, "provider");
        register(database, OTHER_PROVIDER, Organisation.Kind.PROVIDER, "other-provider");
    }

    /// The rows of organisations.
    public static List<Class<?>> rows() {
        return List.of(OrganisationRow.class, MemberRow.class, ServiceAccountRow.class);
    }

    public static Organisations organisations(TestPersistence persistence, Clock clock) {
        return new Organisations(
                new PartyStore(persistence.entityManager()),
                persistence.database(),
                TestOutbox.on(persistence.database(), clock),
                clock);
    }

    private static void register(Database database, UUID id, Organisation.Kind kind, String slug) {
        database.sql(
                        "insert into organisation values"
                                + " (?, ?, ?, ?, 'DE', 'EUR', 'UTC', true, now())",
                        id,
                        kind,
                        slug,
                        slug)
                .update();
    }

    private static Actor actor(String name, UUID organisationId, Role role) {
        return new Actor(name, organisationId, Set.of(role), "192.0.2.1");
    }
}
