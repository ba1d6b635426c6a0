package io.intertie.gateway;

import io.intertie.access.ApiKeyChanged;
import io.intertie.access.ApiKeyRevoked;
import io.intertie.access.ApiKeys;
import io.intertie.access.SubscriptionChanged;
import io.intertie.access.TestAccess;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.TestCatalog;
import io.intertie.choice.Choices;
import io.intertie.gateway.admission.Gate;
import io.intertie.gateway.admission.Rates;
import io.intertie.gateway.front.OpenFront;
import io.intertie.gateway.readout.TestReadOuts;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Conversations;
import io.intertie.gateway.upstream.Patience;
import io.intertie.gateway.upstream.UpstreamPool;
import io.intertie.identity.TestParties;
import io.intertie.ledger.TestLedger;
import io.intertie.logs.LogIntake;
import io.intertie.metering.TestNode;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.crypto.Seal;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.quality.TestQuality;
import io.intertie.replay.Recent;
import io.intertie.replay.Replays;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.PricesBed;
import io.intertie.tokens.Counter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// A gateway node behind its own port, with what it knows read from a database as in a server: for
/// measurements of what grows there.
public final class GrownMarket implements AutoCloseable {
    private static final URI PORTAL = URI.create("http://localhost:8080");
    private static final OwnCounts COUNTS = new OwnCounts(new Counter());
    private static final Seal SEAL = new Seal(TestSettings.standard());

    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    private final TestPersistence persistence;
    private final TestLedger ledger;
    private final TestOutbox.Node outbox;
    private final ApiKeys keys;
    private final PriceBook book;
    private final Map<UUID, PriceVersion> versions = new ConcurrentHashMap<>();
    private final Callers callers;
    private final Snapshots snapshots;
    private final TestNode node;
    private final UpstreamPool upstream;
    private final OpenFront front;
    private final Jobs jobs = new Jobs();

    /// A node on a database, with its log in a folder; `books` are the connections that it counts
    /// and charges by.
    public GrownMarket(DataSource source, Database books, Path usageLog) {
        var rows = new ArrayList<>(TestAccess.rows());
        rows.addAll(TestParties.rows());
        persistence = TestCatalog.persistenceAt(source, rows.toArray(Class<?>[]::new));
        ledger = TestLedger.on(books, clock);
        outbox = TestOutbox.node(persistence.database(), clock, this::told);
        keys = TestAccess.keys(persistence, clock, outbox.outbox());
        var catalog = TestCatalog.on(persistence, clock);
        book = new PricesBed(persistence.database(), clock, 1).book();
        callers = callers(catalog);
        snapshots = snapshots(catalog);
        snapshots.refresh();
        node = TestNode.on(usageLog, ledger, versions, clock);
        var patience = Duration.ofSeconds(30);
        upstream =
                new UpstreamPool(
                        host -> List.of(InetAddress.getAllByName(host)),
                        new Patience(patience, patience, patience));
        var readOuts = TestReadOuts.on(persistence, ledger, node.records(), catalog);
        var enquiries = new Enquiries(snapshots, new ModelList(clock), readOuts::answer, COUNTS);
        front = new OpenFront(new Completion(kit(books), enquiries));
        snapshots.start(jobs);
        callers.start(jobs);
    }

    private void told(Object event) {
        switch (event) {
            case ApiKeyChanged changed -> callers.onKey(changed);
            case ApiKeyRevoked revoked -> callers.onKey(revoked);
            case SubscriptionChanged changed -> callers.onSubscription(changed);
            // What the bed itself has published.
            default -> {}
        }
    }

    private Callers callers(Catalog catalog) {
        var subscriptions = TestAccess.subscriptions(persistence, catalog, clock);
        var source = new KeySource(keys, subscriptions);
        return new Callers(source::read, outbox.outbox()::carriedAt, clock);
    }

    private Snapshots snapshots(Catalog catalog) {
        var database = persistence.database();
        var offers =
                new OfferSource(
                        catalog,
                        book,
                        TestAccess.lockedPrices(database, book, clock),
                        new Standings(TestQuality.on(database, clock), clock));
        var settings = TestSettings.standard();
        var source = new SnapshotSource(callers, catalog, offers, settings, clock);
        return new Snapshots(source::take, callers, clock);
    }

    private Kit kit(Database database) {
        var choices = new Choices(database, clock);
        var logs = new LogIntake(database, SEAL, clock);
        var breakers = new Breakers(clock);
        var ways =
                new Ways(breakers, new Conversations(clock), choices, logs, new Drains(), upstream);
        return new Kit(
                new Gate(Gate.USUAL),
                snapshots,
                new Decisions(ways, clock),
                new Rates(database, task -> Thread.ofVirtual().start(task)),
                node.metering(),
                ways,
                new Recording(node.metering(), COUNTS, _ -> {}, PORTAL, clock),
                new Repeats(new Replays(database, SEAL, clock), new Recent(clock)),
                clock,
                Kit.PING_AFTER);
    }

    public Database database() {
        return persistence.database();
    }

    /// Gives an organisation a wallet with money.
    public void fund(UUID buyer, String amount) {
        ledger.topUp(buyer, amount, "USD");
    }

    /// What a node does every few seconds.
    public void refresh() {
        snapshots.refresh();
    }

    /// Notes what changed behind the rooms' backs: prices, and what organisations subscribe to.
    public void notice(List<UUID> organisations) {
        book.offered().forEach(one -> versions.put(one.version().id(), one.version()));
        organisations.forEach(id -> callers.onSubscription(new SubscriptionChanged(id)));
        snapshots.refresh();
        callers.hear();
    }

    /// Reads a key as for its first call.
    public void meet(String secret) {
        callers.read(name ->
                        name.equals("authorization")
                                ? Optional.of("Bearer " + secret)
                                : Optional.empty())
                .toCompletableFuture()
                .join();
    }

    /// How many keys the node knows.
    public int known() {
        return callers.known().size();
    }

    /// Waits until all that was served is on the books.
    public void settle() throws InterruptedException {
        node.settle();
    }

    public URI url() {
        return front.url();
    }

    @Override
    public void close() {
        jobs.stop();
        front.close();
        node.close();
        upstream.close();
        outbox.close();
    }
}
