package io.intertie.gateway.readout;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.intertie.access.ApiKey;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.RoutePolicy;
import io.intertie.access.TestAccess;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.TestCatalog;
import io.intertie.gateway.TestEndpoints;
import io.intertie.gateway.admission.Caller;
import io.intertie.identity.TestParties;
import io.intertie.ledger.TestLedger;
import io.intertie.metering.TestConsumption;
import io.intertie.metering.TestSpending;
import io.intertie.metering.UsageRecords;
import io.intertie.money.Currency;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestPersistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The read-outs on a fresh PostgreSQL, with two buyers and a stocked catalogue.
public final class TestReadOuts {
    static final Currency USD = Currency.of("USD");
    static final Currency EUR = Currency.of("EUR");

    private static final JsonMapper EXACT =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    final TestClock clock = new TestClock();
    final TestLedger ledger;
    final TestConsumption consumption;
    final ReadOuts readOuts;
    private final Catalog catalog;
    private final KeyReadOut keys;

    TestReadOuts() {
        this(database -> database);
    }

    /// Read-outs whose figures are in a database that cannot be reached.
    static ReadOuts lost() {
        var away = Database.at("jdbc:postgresql://localhost:1/x", "x", "x");
        return new TestReadOuts(_ -> away).readOuts;
    }

    /// Read-outs of another market's records, and of nothing else of it.
    public static ReadOuts of(UsageRecords records) {
        var none = new TestReadOuts();
        return new ReadOuts(
                none.keys,
                new GenerationReadOut(records, none.catalog, TestSettings.standard()),
                TestEndpoints.none(none.clock));
    }

    /// Read-outs of a market that is wired elsewhere, with the rows of keys and parties.
    public static ReadOuts on(
            TestPersistence persistence, TestLedger ledger, UsageRecords records, Catalog catalog) {
        var clock = Clock.systemUTC();
        var database = persistence.database();
        var organisations = TestParties.organisations(persistence, clock);
        var consumption = TestConsumption.on(ledger, organisations, clock).consumption();
        var limits = TestAccess.limits(persistence, clock, TestOutbox.on(database, clock));
        return new ReadOuts(
                new KeyReadOut(consumption, TestSpending.on(ledger, limits, clock)),
                new GenerationReadOut(records, catalog, TestSettings.standard()),
                TestEndpoints.none(clock));
    }

    private TestReadOuts(UnaryOperator<Database> figures) {
        var rows = new ArrayList<>(TestAccess.rows());
        rows.addAll(TestParties.rows());
        var persistence = TestCatalog.persistenceWith(rows.toArray(Class<?>[]::new));
        var database = persistence.database();
        TestParties.register(database);
        catalog = TestCatalog.on(persistence, clock);
        TestCatalog.stock(catalog);
        ledger = TestLedger.on(figures.apply(database), clock);
        var organisations = TestParties.organisations(persistence, clock);
        consumption = TestConsumption.on(ledger, organisations, clock);
        var limits = limits(persistence);
        keys = new KeyReadOut(consumption.consumption(), TestSpending.on(ledger, limits, clock));
        readOuts =
                new ReadOuts(
                        keys,
                        new GenerationReadOut(
                                consumption.usage().records(), catalog, TestSettings.standard()),
                        TestEndpoints.none(clock));
    }

    private OrganisationLimits limits(TestPersistence persistence) {
        return TestAccess.limits(persistence, clock, TestOutbox.on(persistence.database(), clock));
    }

    static ApiKey key(UUID organisationId, ApiKey.Limits limits) {
        return new ApiKey(
                UUID.randomUUID(),
                organisationId,
                ApiKey.Purpose.GATEWAY,
                "agent",
                "sk-abcdef",
                "wxyz",
                Instant.parse("2026-11-01T00:00:00Z"),
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                limits);
    }

    static Caller caller(ApiKey key) {
        return new Caller(key, List.of(), ApiKey.Rates.NONE, ApiKey.Rates.NONE, RoutePolicy.ANY);
    }

    Document answer(ApiKey key, String path, String query) {
        return readOuts.answer(caller(key), "GET", path, query).orElseThrow();
    }

    /// What a read-out that succeeds says.
    JsonNode data(ApiKey key, String path, String query) {
        var document = answer(key, path, query);
        if (document.status() != 200) {
            throw new AssertionError(document.status() + " " + read(document));
        }
        return read(document).path("data");
    }

    static String code(Document document) {
        return read(document).path("error").path("code").asText();
    }

    /// A document with its decimals as they are written.
    static JsonNode read(Document document) {
        try {
            return EXACT.readTree(document.body());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
