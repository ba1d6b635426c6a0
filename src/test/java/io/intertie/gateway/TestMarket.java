package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeyChanged;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.SpendLimit;
import io.intertie.access.SpendLimitChanged;
import io.intertie.choice.Choices;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.Gate;
import io.intertie.gateway.admission.KnownKeys;
import io.intertie.gateway.admission.Rates;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Conversations;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.Router;
import io.intertie.gateway.upstream.Patience;
import io.intertie.gateway.upstream.UpstreamPool;
import io.intertie.gateway.wire.Arrival;
import io.intertie.ledger.TestLedger;
import io.intertie.ledger.Wallet;
import io.intertie.logs.LogIntake;
import io.intertie.metering.TestMetering;
import io.intertie.metering.TestNode;
import io.intertie.metering.UsageRecords.Rated;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.crypto.Seal;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Faucet;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.quality.Sample;
import io.intertie.replay.Recent;
import io.intertie.replay.Replays;
import io.intertie.tariff.PriceVersion;
import io.intertie.tokens.Counter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A market in one JVM: the real gateway, metering and ledger on a real PostgreSQL, with one buyer
/// and as many providers as there are endpoints, the first the cheapest.
final class TestMarket implements AutoCloseable {
    private static final URI PORTAL = URI.create("http://localhost:8080");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final OwnCounts COUNTS = new OwnCounts(new Counter());
    static final String KEY = TestBuyer.KEY;
    static final Seal SEAL = new Seal(TestSettings.standard());

    private final TestBuyer buyer = new TestBuyer();
    final UUID buyerId = buyer.id;
    final UUID keyId = buyer.keyId;
    final Faucet faucet = new Faucet(TestDatabase.freshSource(), 20);
    final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    final TestLedger ledger;
    final TestMetering metering;
    private final Optional<TestNode> node;
    final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final UpstreamPool upstream;
    private final Breakers breakers = new Breakers(clock);
    private final Callers callers;
    private final Snapshots snapshots;
    final LogIntake logs;
    final Drains drains = new Drains();
    final Kit kit;
    private final Completion completion;

    TestMarket(String funds, URI... endpoints) {
        this(PATIENCE, funds, endpoints);
    }

    /// A market that gives a silent provider so long.
    TestMarket(Duration patience, String funds, URI... endpoints) {
        this(patience, Kit.PING_AFTER, funds, Optional.empty(), TestOffers.at(endpoints));
    }

    /// A market whose gateway node leases, with its log in a folder.
    static TestMarket leased(Path usageLog, String funds, URI... endpoints) {
        var log = Optional.of(usageLog);
        return new TestMarket(PATIENCE, Kit.PING_AFTER, funds, log, TestOffers.at(endpoints));
    }

    /// A market that pings a silent stream after so long.
    static TestMarket pinging(Duration pingAfter, String funds, URI... endpoints) {
        return new TestMarket(
                PATIENCE, pingAfter, funds, Optional.empty(), TestOffers.at(endpoints));
    }

    TestMarket(
            Duration patience,
            Duration pingAfter,
            String funds,
            Optional<Path> usageLog,
            List<Offer> offers) {
        ledger = TestLedger.on(new Database(faucet.source()), clock);
        ledger.wallets().open(buyerId, TestOffers.USD);
        if (!funds.equals("0")) {
            ledger.topUp(buyerId, funds, "USD");
        }
        Map<UUID, PriceVersion> versions = new HashMap<>();
        offers.forEach(offer ->
                offer.prices()
                        .forEach(priced -> versions.put(priced.version().id(), priced.version())));
        node = usageLog.map(folder -> TestNode.on(folder, ledger, versions, clock));
        metering =
                node.map(one -> new TestMetering(one.metering(), one.records()))
                        .orElseGet(() -> TestMetering.on(ledger, versions, clock));
        upstream =
                new UpstreamPool(
                        host -> List.of(InetAddress.getAllByName(host)),
                        new Patience(Duration.ofSeconds(20), patience, patience));
        callers = new Callers(this::read, clock::instant, clock);
        snapshots = snapshots(offers);
        snapshots.refresh();
        var known = callers.known().read(buyer.hashes(), clock.instant(), this::read);
        assertEquals(List.of(), known);
        logs = new LogIntake(database(), SEAL, clock);
        kit = kit(database(), pingAfter);
        completion = completion((_, _, _, _) -> Optional.empty());
    }

    private Kit kit(Database database, Duration pingAfter) {
        var choices = new Choices(database, clock);
        var ways = new Ways(breakers, new Conversations(clock), choices, logs, drains, upstream);
        return new Kit(
                new Gate(Gate.USUAL),
                snapshots,
                new Decisions(ways, clock),
                new Rates(database, task -> Thread.ofVirtual().start(task)),
                metering.metering(),
                ways,
                new Recording(metering.metering(), COUNTS, samples::add, PORTAL, clock),
                new Repeats(new Replays(database, SEAL, clock), new Recent(clock)),
                clock,
                pingAfter);
    }

    /// The gateway, with some books to read out of.
    Completion completion(Enquiries.Books books) {
        return new Completion(kit, new Enquiries(snapshots, new ModelList(clock), books, COUNTS));
    }

    Database database() {
        return new Database(faucet.source());
    }

    /// The organisation's rules, as the snapshot has them from now on.
    void rule(OrganisationLimits.Rules its) {
        buyer.rule(its);
        callers.onLimit(new SpendLimitChanged(buyerId));
    }

    /// What the buyer's key and organisation may spend from now on.
    void limit(ApiKey.Limits ofKey, SpendLimit... ofOrganisation) {
        buyer.limit(ofKey, ofOrganisation);
        callers.onLimit(new SpendLimitChanged(buyerId));
        callers.onKey(new ApiKeyChanged(keyId));
    }

    /// Lets all providers be called again.
    void forgive() {
        snapshots.refresh();
        snapshots
                .current()
                .router()
                .offers(TestOffers.CHAT.id())
                .forEach(offer -> breakers.succeeded(offer.listing().id()));
    }

    private Snapshots snapshots(List<Offer> offers) {
        var models = List.of(TestOffers.CHAT, TestOffers.EMBEDDING, TestOffers.UNSUBSCRIBED);
        return new Snapshots(
                () -> {
                    database().sql("select 1 as n").one(row -> row.count("n"));
                    var origin = new Admission.Origin(PORTAL, clock.instant());
                    return new Snapshot(
                            new Admission(origin, callers.known(), models),
                            new Router(offers),
                            origin.takenAt());
                },
                callers,
                clock);
    }

    private KnownKeys.Reading read(Collection<String> asked) {
        database().sql("select 1 as n").one(row -> row.count("n"));
        return buyer.read(asked);
    }

    /// The buyer has one more key, which may do less.
    void add(String secret, ApiKey.Limits spends, ApiKey.Grant opens) {
        buyer.add(secret, spends, opens);
    }

    /// A chat request whose user says something, with further fields as JSON.
    static String chat(String says, String... fields) {
        var more = fields.length == 0 ? "" : "," + String.join(",", fields);
        return "{\"model\":\"grid/echo-1\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(says, more);
    }

    Heard chat(UUID requestId, String body) {
        return answer(requestId, "chat/completions", body);
    }

    Heard answer(UUID requestId, String path, String body) {
        return answer(requestId, path, body, _ -> true);
    }

    /// The answer to a client that stays as long as it wants to, by each event.
    Heard answer(UUID requestId, String path, String body, Predicate<String> stays) {
        var heads = Map.of("authorization", "Bearer " + KEY);
        return asked(requestId, path, heads, body, new TestClient(stays)).heard();
    }

    Heard answer(UUID requestId, String path, Map<String, String> heads, String body) {
        return asked(requestId, path, heads, body, new TestClient(_ -> true)).heard();
    }

    TestClient asked(
            UUID requestId,
            String path,
            Map<String, String> heads,
            String body,
            TestClient client) {
        var arrival =
                new Arrival(
                        requestId,
                        "POST",
                        path,
                        "",
                        name -> Optional.ofNullable(heads.get(name)),
                        InetAddress.getLoopbackAddress(),
                        body.getBytes(StandardCharsets.UTF_8),
                        clock.instant());
        client.loop().execute(() -> client.talksTo(completion.take(arrival, client)));
        return client;
    }

    Rated record(UUID requestId) {
        return metering.records().find(requestId).orElseThrow();
    }

    Wallet wallet() {
        return ledger.wallets().find(buyerId, TestOffers.USD).orElseThrow();
    }

    /// What a leasing node does when it stops: all it has served is on the books then.
    void leave() {
        node.ifPresent(TestNode::close);
    }

    @Override
    public void close() {
        leave();
        upstream.close();
        faucet.close();
    }
}
