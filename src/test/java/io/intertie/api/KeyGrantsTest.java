package io.intertie.api;

import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKey.Scope;
import io.intertie.access.ApiKeys;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.RoutePolicy;
import io.intertie.access.Subscriptions;
import io.intertie.access.TestAccess;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.ledger.TestLedger;
import io.intertie.metering.TestSpending;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What keys open and organisations rule, over the management API.
class KeyGrantsTest {
    private static final Grants.Given NARROW =
            new Grants.Given(
                    List.of("chat", "models"),
                    List.of("192.0.2.0/24", "2001:db8::7"),
                    List.of("Qwen/Qwen2.5-0.5B"),
                    new Grants.GivenRates(60L, 9_000L, 3L),
                    new Grants.GivenPolicy(List.of("IS"), List.of("NO"), true, null));

    private final TestPersistence persistence = persistence();
    private final TestClock clock = new TestClock();
    private final Catalog catalog = TestCatalog.on(persistence, clock);
    private final ApiKeys keys =
            TestAccess.keys(persistence, clock, TestOutbox.on(persistence.database(), clock));
    private final OrganisationLimits limits =
            TestAccess.limits(persistence, clock, TestOutbox.on(persistence.database(), clock));
    private final TestLedger ledger = TestLedger.on(persistence.database(), clock);

    private static TestPersistence persistence() {
        var rows = new ArrayList<>(TestAccess.rows());
        rows.addAll(TestParties.rows());
        return TestCatalog.persistenceWith(rows.toArray(Class<?>[]::new));
    }

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
    }

    private static Caller caller(Actor actor) {
        var caller = new Caller();
        caller.become(actor);
        return caller;
    }

    private KeysResource keys(Actor actor) {
        return new KeysResource(
                keys,
                TestSpending.on(ledger, limits, clock),
                TestParties.organisations(persistence, clock),
                catalog,
                caller(actor));
    }

    private LimitsResource limits(Actor actor) {
        return new LimitsResource(limits, TestSpending.on(ledger, limits, clock), caller(actor));
    }

    private static KeysResource.NewKey newKey(Grants.Given access) {
        return new KeysResource.NewKey("agent", "gateway", null, null, null, access);
    }

    @Test
    void aKeyIsMadeShownAndChangedWithWhatItOpens() {
        var made = keys(BEA).create(newKey(NARROW)).key();
        assertEquals(List.of(Scope.CHAT, Scope.MODELS), made.access().scopes());
        assertEquals(List.of("192.0.2.0/24", "2001:db8:0:0:0:0:0:7"), made.access().addresses());
        assertEquals(List.of("Qwen/Qwen2.5-0.5B"), made.access().models());
        assertEquals(
                new ApiKey.Rates(Optional.of(60L), Optional.of(9_000L), Optional.of(3L)),
                made.access().rates());
        var policy = new RoutePolicy(Optional.of(Set.of("IS")), Set.of("NO"), true, false);
        assertEquals(policy, made.access().policy());
        assertEquals(List.of(made), keys(BEA).keys().data());
        var wide = new Grants.Given(null, null, null, null, null);
        var changed = keys(BEA).grant(made.id().toString(), wide);
        assertEquals(ApiKey.Grant.ALL, keys.of(BUYER).getFirst().grant());
        assertEquals(changed, keys(BEA).keys().data().getFirst());
    }

    @Test
    void aKeyIsGivenAnotherNameExpiryAndEverythingElseInOneStep() {
        var id = keys(BEA).create(newKey(NARROW)).key().id().toString();
        var until = clock.instant().plusSeconds(60).toString();
        var limit = new Limits.Given("5", "EUR", "daily");
        var changed = keys(BEA).change(id, new KeysResource.Terms("ci", until, limit, null, null));
        assertEquals("ci", changed.name());
        assertEquals(Optional.of(clock.instant().plusSeconds(60)), changed.expiresAt());
        assertEquals("5.000000", changed.limit().orElseThrow().most().amount());
        assertEquals(ApiKey.Grant.ALL, keys.of(BUYER).getFirst().grant());
        assertEquals(List.of(changed), keys(BEA).keys().data());
        var lifted = keys(BEA).change(id, new KeysResource.Terms("ci", null, null, null, NARROW));
        assertEquals(Optional.empty(), lifted.expiresAt());
        assertEquals(Optional.empty(), lifted.limit());
        assertEquals(List.of("Qwen/Qwen2.5-0.5B"), lifted.access().models());
        var unnamed = new KeysResource.Terms("", null, null, null, null);
        fault("name", () -> keys(BEA).change(id, unnamed));
        var past = new KeysResource.Terms("ci", clock.instant().toString(), null, null, null);
        fault("expiresAt", () -> keys(BEA).change(id, past));
    }

    @Test
    void aChangeThatSaysNothingIsRefusedAndOpensNothing() {
        var id = keys(BEA).create(newKey(NARROW)).key().id().toString();
        fault("access", () -> keys(BEA).grant(id, null));
        fault("together", () -> limits(BEA).rule(null));
        assertFalse(keys.of(BUYER).getFirst().grant().equals(ApiKey.Grant.ALL));
    }

    @Test
    void aRolledKeyShowsItsNewSecretOnceAndStaysTheSame() {
        var made = keys(BEA).create(newKey(NARROW));
        var id = made.key().id().toString();
        var rolled = keys(BEA).roll(id, new Grants.Overlap(60L));
        assertNotEquals(made.secret(), rolled.secret());
        assertEquals(made.key().id(), rolled.key().id());
        assertEquals(2, usable().size());
        assertEquals(Optional.of(clock.instant().plusSeconds(60)), rolled.key().oldSecretUntil());
        keys(BEA).roll(id, new Grants.Overlap(0L));
        assertEquals(1, usable().size());
        keys(BEA).roll(id, null);
        assertEquals(2, usable().size());
        fault("overlap_seconds", () -> keys(BEA).roll(id, new Grants.Overlap(-1L)));
        fault("overlap_seconds", () -> keys(BEA).roll(id, new Grants.Overlap(2_592_001L)));
    }

    @ParameterizedTest
    @CsvSource({
        "scopes,              speech,     '',        '',      0",
        "scopes,              '-',        '',        '',      0",
        "addresses,           chat,       10.0.0,    '',      0",
        "addresses,           chat,       10.0.0.1/8,'',      0",
        "addresses,           chat,       localhost, '',      0",
        "addresses,           chat,       '10.0.0.0/8; drop', '', 0",
        "countries,           chat,       '',        XX,      0",
        "countries,           chat,       '',        de,      0",
        "countries,           chat,       '',        '-',     0",
        "requests_per_minute, chat,       '',        DE,      -1",
        "requests_per_minute, chat,       '',        DE,      9000000000000",
    })
    void whatCannotBeIsRefusedAtItsField(
            String field, String scopes, String addresses, String countries, long requests) {
        var given =
                new Grants.Given(
                        list(scopes),
                        addresses.isEmpty() ? null : List.of(addresses),
                        null,
                        new Grants.GivenRates(requests == 0 ? null : requests, null, null),
                        new Grants.GivenPolicy(
                                countries.isEmpty() ? null : list(countries), null, null, null));
        fault(field, () -> keys(BEA).create(newKey(given)));
        assertEquals(List.of(), keys.of(BUYER));
    }

    private static List<String> list(String text) {
        return text.equals("-") ? List.of() : Arrays.asList(text.split(" "));
    }

    @Test
    void aModelThatThereIsNotIsRefused() {
        for (var models : List.of(List.of("no/model"), List.<String>of())) {
            var given = new Grants.Given(null, null, models, null, null);
            fault("models", () -> keys(BEA).create(newKey(given)));
        }
    }

    @Test
    void anOrganisationSetsAndReadsItsRules() {
        var given =
                new LimitsResource.NewRules(
                        new Grants.GivenRates(600L, null, 20L),
                        new Grants.GivenRates(null, 5_000L, null),
                        new Grants.GivenPolicy(null, List.of("NO"), null, true));
        var rules = limits(BEA).rule(given);
        assertEquals(rules, limits(BEA).rules());
        assertEquals(rules, limits.rules(BUYER));
        assertEquals(Optional.of(600L), rules.together().requestsPerMinute());
        assertEquals(Optional.of(5_000L), rules.eachKey().tokensPerMinute());
        assertEquals(new RoutePolicy(Optional.empty(), Set.of("NO"), false, true), rules.policy());
    }

    @Test
    void aSubscriptionSaysWhereItsCallsMayGo() {
        Subscriptions rooms = TestAccess.subscriptions(persistence, catalog, clock);
        var resource =
                new SubscriptionsResource(rooms, catalog, ledger.wallets(), caller(BEA), clock);
        var started =
                resource.start(
                        new SubscriptionsResource.NewSubscription(
                                "Qwen/Qwen2.5-0.5B", "EUR", null, null, NARROW.policy()));
        assertEquals(Set.of("NO"), started.policy().excluded());
        assertEquals(List.of(started), resource.subscriptions().data());
        var id = started.id().toString();
        var none = new Grants.GivenPolicy(null, null, null, null);
        assertEquals(RoutePolicy.ANY, resource.keep(id, none).policy());
        fault("policy", () -> resource.keep(id, null));
        var bobs = new SubscriptionsResource(rooms, catalog, ledger.wallets(), caller(BOB), clock);
        notFound(() -> bobs.keep(id, NARROW.policy()));
        resource.end(id);
        notFound(() -> resource.keep(id, NARROW.policy()));
    }

    @Test
    void nobodySeesOrChangesAnothersKeysAndRules() {
        var id = keys(BEA).create(newKey(NARROW)).key().id().toString();
        limits(BEA).rule(new LimitsResource.NewRules(NARROW.rates(), null, null));
        assertEquals(List.of(), keys(BOB).keys().data());
        assertEquals(OrganisationLimits.Rules.NONE, limits(BOB).rules());
        notFound(() -> keys(BOB).grant(id, NARROW));
        notFound(() -> keys(BOB).roll(id, null));
        var terms = new KeysResource.Terms("mine", null, null, null, null);
        notFound(() -> keys(BOB).change(id, terms));
        notFound(() -> keys(BOB).revoke(id));
        limits(BOB).rule(new LimitsResource.NewRules(null, null, null));
        assertEquals(Optional.of(60L), limits(BEA).rules().together().requestsPerMinute());
        assertEquals(1, usable().size());
    }

    private static void fault(String field, Executable act) {
        assertEquals(Set.of(field), assertThrows(Problem.class, act).fields().keySet());
    }

    private static void notFound(Executable act) {
        assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, act).type());
    }

    private List<ApiKeys.Hashed> usable() {
        return TestAccess.usable(keys, persistence.database());
    }
}
