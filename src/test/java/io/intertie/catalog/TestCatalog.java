package io.intertie.catalog;

import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.OTHER_PROVIDER;
import static io.intertie.identity.TestParties.PROVIDER;

import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.crypto.Seal;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestPersistence;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/// A catalogue on a test's database, and offers to put into it.
public final class TestCatalog {
    public static final Model MODEL =
            new Model(
                    new UUID(0x7000L, 0x8000000000000100L),
                    "Qwen",
                    "Qwen2.5-0.5B",
                    "Qwen 2.5",
                    Model.Kind.CHAT,
                    32_768,
                    "0.5B",
                    "Apache-2.0",
                    Set.of(Model.Capability.TOOLS, Model.Capability.JSON));
    public static final Model OTHER_MODEL =
            new Model(
                    new UUID(0x7000L, 0x8000000000000101L),
                    "minilm",
                    "all-minilm-l6-v2",
                    "MiniLM",
                    Model.Kind.EMBEDDING,
                    256,
                    "22M",
                    "Apache-2.0",
                    Set.of());
    public static final DataCenter SITE = site(0x200L, PROVIDER);
    public static final DataCenter OTHER_SITE = site(0x201L, OTHER_PROVIDER);
    public static final Listing LISTING = listing(0x300L, SITE);
    public static final Listing OTHER_LISTING = listing(0x301L, OTHER_SITE);

    private TestCatalog() {}

    static List<Class<?>> rows() {
        return List.of(
                ProviderRow.class,
                DataCenterRow.class,
                ModelRow.class,
                ListingRow.class,
                CredentialRow.class);
    }

    /// The catalogue's rows and those of another room.
    public static TestPersistence persistenceWith(Class<?>... others) {
        var all = new java.util.ArrayList<Class<?>>(rows());
        all.addAll(List.of(others));
        return TestPersistence.of(all.toArray(Class<?>[]::new));
    }

    /// The same on a migrated database that somebody else has made.
    public static TestPersistence persistenceAt(DataSource source, Class<?>... others) {
        var all = new java.util.ArrayList<Class<?>>(rows());
        all.addAll(List.of(others));
        return TestPersistence.at(source, all.toArray(Class<?>[]::new));
    }

    static ModelTokens tokens(TestPersistence persistence, Trail trail) {
        return new ModelTokens(store(persistence), persistence.database(), trail);
    }

    private static CatalogStore store(TestPersistence persistence) {
        var seal = new CredentialSeal(new Seal(TestSettings.standard()));
        return new CatalogStore(persistence.entityManager(), seal);
    }

    public static Catalog on(TestPersistence persistence, Clock clock) {
        return new Catalog(
                store(persistence),
                new EndpointRules(OutboundAddresses.of(true)),
                persistence.database(),
                TestTrail.on(persistence.database(), clock),
                TestOutbox.on(persistence.database(), clock),
                clock);
    }

    /// Two providers, a data center each, two models; a listing of the first model at each.
    public static void stock(Catalog catalog) {
        catalog.addProvider(provider(PROVIDER, "provider"), ADA);
        catalog.addProvider(provider(OTHER_PROVIDER, "other-provider"), ADA);
        catalog.addDataCenter(SITE, ADA);
        catalog.addDataCenter(OTHER_SITE, ADA);
        catalog.addModel(MODEL, ADA);
        catalog.addModel(OTHER_MODEL, ADA);
        catalog.addListing(LISTING, Optional.empty(), ADA);
        catalog.addListing(OTHER_LISTING, Optional.empty(), ADA);
    }

    /// Puts a listing on the market with a certificate of its own.
    public static Listing goLive(Catalog catalog, Database database, UUID listing, Actor actor) {
        catalog.beginCertification(listing, actor);
        catalog.endCertification(listing, Optional.of(passedRun(database, listing)), actor);
        return catalog.move(listing, Listing.State.LIVE, actor);
    }

    /// A run that a listing has passed, as the room of certification would have left it.
    public static UUID passedRun(Database database, UUID listing) {
        var run = UUID.randomUUID();
        database.sql(
                        "insert into certification_run values"
                                + " (?, ?, 'PASSED', 'test', now(), now(), now(), '[]')",
                        run,
                        listing)
                .update();
        return run;
    }

    static Provider provider(UUID organisationId, String slug) {
        return new Provider(organisationId, slug, slug, "CN", Currency.of("CNY"), false);
    }

    static DataCenter site(long number, UUID providerId) {
        return new DataCenter(
                new UUID(0x7000L, 0x8000000000000000L | number),
                providerId,
                "site",
                "Ulanqab",
                "CN",
                ZoneId.of("Asia/Shanghai"),
                "CN-NM",
                new BigDecimal("1.25"),
                "declared");
    }

    static Listing listing(long number, DataCenter site) {
        return new Listing(
                new UUID(0x7000L, 0x8000000000000000L | number),
                MODEL.id(),
                site.providerId(),
                site.id(),
                URI.create("http://127.0.0.1:8080/v1"),
                "qwen2.5-0.5b",
                Listing.State.DRAFT,
                4096,
                "q4_k_m",
                new Listing.DataPolicy(0, false));
    }
}
