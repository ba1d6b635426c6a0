package io.intertie.access;

import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey.Grant;
import io.intertie.access.ApiKey.Purpose;
import io.intertie.access.ApiKey.Rates;
import io.intertie.access.ApiKey.Scope;
import io.intertie.access.OrganisationLimits.Rules;
import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.AddressBlock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What keys open and organisations rule, and keys that get another secret.
class GrantsTest {
    private static final Currency EUR = Currency.of("EUR");
    private static final RoutePolicy NORTH =
            new RoutePolicy(Optional.of(Set.of("IS", "NO")), Set.of("SE"), true, false);
    private static final Grant NARROW =
            new Grant(
                    Set.of(Scope.EMBEDDINGS),
                    List.of(AddressBlock.of("10.0.0.0/8"), AddressBlock.of("2001:db8::1")),
                    Set.of(new UUID(1, 2)),
                    new Rates(Optional.of(60L), Optional.of(9_000L), Optional.of(3L)),
                    NORTH);

    private final TestPersistence persistence = TestPersistence.of(ApiKeyRow.class);
    private final TestClock clock = new TestClock();
    private final Trail trail = TestTrail.on(persistence.database(), clock);
    private final OrganisationLimits organisations =
            new OrganisationLimits(
                    persistence.database(), trail, TestOutbox.on(persistence.database(), clock));
    private final ApiKeys keys =
            new ApiKeys(
                    new ApiKeyStore(persistence.entityManager()),
                    persistence.database(),
                    trail,
                    TestOutbox.on(persistence.database(), clock),
                    organisations,
                    clock);

    @BeforeEach
    void register() {
        TestParties.register(persistence.database());
    }

    @Test
    void aGrantIsReadBackAsItWasGivenAndCanBeChanged() {
        var key = keys.create(request(NARROW), BEA).key();
        assertEquals(NARROW, key.grant());
        assertEquals(List.of(key), keys.of(BUYER));
        assertEquals(NARROW, usable().getFirst().key().grant());
        assertEquals(Grant.ALL, change(key, BUYER, BEA).grant());
        assertEquals(Grant.ALL, keys.of(BUYER).getFirst().grant());
        assertEquals(
                new ApiKeyChanged(key.id()), TestOutbox.events(persistence.database()).getLast());
        assertTrue(TestTrail.lines(trail).getLast().contains("api-key.changed"));
    }

    @Test
    void anEmptyListOfCountriesIsNotAnyCountry() {
        var nowhere = new RoutePolicy(Optional.of(Set.of()), Set.of(), false, false);
        var grant = new Grant(Set.of(Scope.CHAT), List.of(), Set.of(), Rates.NONE, nowhere);
        keys.create(request(grant), BEA);
        assertEquals(grant, keys.of(BUYER).getFirst().grant());
        organisations.rule(BUYER, new Rules(Rates.NONE, Rates.NONE, nowhere), BEA);
        assertEquals(nowhere, organisations.rules(BUYER).policy());
    }

    @Test
    void aManagementKeyTakesNoGrant() {
        var request =
                new ApiKeys.Request(
                        BUYER,
                        Purpose.MANAGEMENT,
                        "script",
                        Optional.empty(),
                        ApiKey.Limits.NONE,
                        NARROW);
        var problem = assertThrows(Problem.class, () -> keys.create(request, BEA));
        assertEquals(Set.of("scopes"), problem.fields().keySet());
    }

    @Test
    void anOrganisationsRulesAreReadBackAndReachItsKeys() {
        var together = new Rates(Optional.of(600L), Optional.empty(), Optional.of(50L));
        var rules = new Rules(together, NARROW.rates(), NORTH);
        assertEquals(Rules.NONE, organisations.rules(BUYER));
        organisations.rule(BUYER, rules, BEA);
        assertEquals(rules, organisations.rules(BUYER));
        keys.create(request(Grant.ALL), BEA);
        assertEquals(rules, usable().getFirst().rules());
        var other = new Rules(Rates.NONE, together, RoutePolicy.ANY);
        organisations.rule(BUYER, other, BEA);
        assertEquals(other, organisations.rules(BUYER));
        assertTrue(
                TestOutbox.events(persistence.database()).contains(new SpendLimitChanged(BUYER)));
    }

    @Test
    void bothSecretsOpenARolledKeyUntilTheOverlapIsOver() {
        var first = keys.create(request(NARROW), BEA);
        var second = keys.roll(first.key().id(), BUYER, Duration.ofHours(1), BEA);
        assertEquals(first.key().id(), second.key().id());
        assertEquals(NARROW, second.key().grant());
        assertNotEquals(
                first.key().lastFour() + first.key().prefix(),
                second.key().lastFour() + second.key().prefix());
        assertEquals(hashes(first, second), hashes());
        clock.advance(Duration.ofMinutes(60).minusMillis(1));
        assertEquals(hashes(first, second), hashes());
        clock.advance(Duration.ofMillis(1));
        assertEquals(hashes(second), hashes());
        assertEquals(
                new ApiKeyChanged(first.key().id()),
                TestOutbox.events(persistence.database()).getLast());
    }

    @Test
    void aRolledManagementKeyOpensWithBothSecretsToo() {
        var plain = new ApiKeys.Request(BUYER, Purpose.MANAGEMENT, "script", Optional.empty());
        var first = keys.create(plain, BEA);
        var second = keys.roll(first.key().id(), BUYER, Duration.ofHours(1), BEA);
        assertTrue(keys.management(first.secret()).isPresent());
        assertTrue(keys.management(second.secret()).isPresent());
        clock.advance(Duration.ofHours(1));
        assertTrue(keys.management(first.secret()).isEmpty());
        assertTrue(keys.management(second.secret()).isPresent());
    }

    @Test
    void withoutOverlapTheOldSecretEndsAtOnceAndASecondRollEndsTheFirst() {
        var first = keys.create(request(NARROW), BEA);
        var second = keys.roll(first.key().id(), BUYER, Duration.ZERO, BEA);
        assertEquals(hashes(second), hashes());
        var third = keys.roll(first.key().id(), BUYER, Duration.ofDays(1), BEA);
        var fourth = keys.roll(first.key().id(), BUYER, Duration.ofDays(1), BEA);
        assertEquals(hashes(third, fourth), hashes());
        keys.revoke(first.key().id(), BUYER, BEA);
        assertEquals(Set.of(), hashes());
        notFound(() -> keys.roll(first.key().id(), BUYER, Duration.ZERO, BEA));
    }

    @Test
    void aRolledKeyTellsUntilWhenItsOldSecretOpensIt() {
        var key = keys.create(request(NARROW), BEA).key();
        assertEquals(Optional.empty(), key.replacedUntil());
        var until = Optional.of(clock.instant().plusSeconds(60));
        var rolled = keys.roll(key.id(), BUYER, Duration.ofMinutes(1), BEA).key();
        assertEquals(until, rolled.replacedUntil());
        assertEquals(until, keys.of(BUYER).getFirst().replacedUntil());
    }

    @Test
    void aKeyIsChangedAsAWholeOrNotAtAll() {
        var key = keys.create(request(NARROW), BEA).key();
        var limits = new ApiKey.Limits(Optional.empty(), Optional.of(Money.of("1", EUR)));
        var until = Optional.of(clock.instant().plusSeconds(60));
        var wanted =
                new ApiKeys.Request(BUYER, Purpose.GATEWAY, " renamed ", until, limits, Grant.ALL);
        var changed = keys.change(key.id(), BUYER, _ -> wanted, BEA);
        assertEquals("renamed", changed.name());
        assertEquals(until, changed.expiresAt());
        assertEquals(limits, changed.limits());
        assertEquals(Grant.ALL, changed.grant());
        assertEquals(List.of(changed), keys.of(BUYER));
        var unnamed = new ApiKeys.Request(BUYER, Purpose.GATEWAY, " ", until, limits, NARROW);
        var problem =
                assertThrows(Problem.class, () -> keys.change(key.id(), BUYER, _ -> unnamed, BEA));
        assertEquals(Set.of("name"), problem.fields().keySet());
        assertEquals(List.of(changed), keys.of(BUYER));
    }

    @Test
    void anExpiredKeyCanBeLimitedAndGivenALaterExpiryAndARevokedOneNothing() {
        var until = Optional.of(clock.instant().plusSeconds(60));
        var wanted =
                new ApiKeys.Request(
                        BUYER, Purpose.GATEWAY, "agent", until, ApiKey.Limits.NONE, NARROW);
        var key = keys.create(wanted, BEA).key();
        clock.advance(Duration.ofMinutes(1));
        assertEquals(Grant.ALL, change(key, BUYER, BEA).grant());
        assertFalse(keys.of(BUYER).getFirst().isUsableAt(clock.instant()));
        var later = Optional.of(clock.instant().plusSeconds(1));
        var longer =
                new ApiKeys.Request(
                        BUYER, Purpose.GATEWAY, "agent", later, ApiKey.Limits.NONE, NARROW);
        keys.change(key.id(), BUYER, _ -> longer, BEA);
        assertTrue(keys.of(BUYER).getFirst().isUsableAt(clock.instant()));
        var problem =
                assertThrows(Problem.class, () -> keys.change(key.id(), BUYER, _ -> wanted, BEA));
        assertEquals(Set.of("expiresAt"), problem.fields().keySet());
        keys.revoke(key.id(), BUYER, BEA);
        notFound(() -> keys.change(key.id(), BUYER, _ -> longer, BEA));
    }

    @Test
    void anOverlapThatIsNoneIsRefused() {
        var key = keys.create(request(NARROW), BEA).key();
        for (var overlap : List.of(Duration.ofSeconds(-1), Duration.ofDays(30).plusMillis(1))) {
            var problem =
                    assertThrows(Problem.class, () -> keys.roll(key.id(), BUYER, overlap, BEA));
            assertEquals(Set.of("overlap"), problem.fields().keySet());
        }
    }

    @Test
    void nobodyChangesAnothersKeysOrRules() {
        var key = keys.create(request(NARROW), BEA).key();
        notFound(() -> change(key, BUYER, BOB));
        notFound(() -> change(key, OTHER_BUYER, BOB));
        notFound(() -> change(key, BUYER, AVA));
        notFound(() -> keys.roll(key.id(), BUYER, Duration.ZERO, BOB));
        notFound(() -> keys.roll(key.id(), OTHER_BUYER, Duration.ZERO, BOB));
        notFound(() -> organisations.rule(BUYER, Rules.NONE, BOB));
        assertEquals(List.of(key), keys.of(BUYER));
        assertEquals(Rules.NONE, organisations.rules(OTHER_BUYER));
    }

    private ApiKey change(ApiKey key, UUID organisationId, Actor actor) {
        return keys.change(key.id(), organisationId, was -> was.with(Grant.ALL), actor);
    }

    private Set<String> hashes() {
        return usable().stream()
                .filter(one -> one.until().map(clock.instant()::isBefore).orElse(true))
                .map(ApiKeys.Hashed::sha256)
                .collect(Collectors.toSet());
    }

    private static Set<String> hashes(ApiKeys.Created... created) {
        return List.of(created).stream()
                .map(one -> ApiKeys.hash(one.secret().reveal()))
                .collect(Collectors.toSet());
    }

    private static ApiKeys.Request request(Grant grant) {
        return new ApiKeys.Request(
                BUYER, Purpose.GATEWAY, "agent", Optional.empty(), ApiKey.Limits.NONE, grant);
    }

    private static void notFound(Executable act) {
        assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, act).type());
    }

    private List<ApiKeys.Hashed> usable() {
        return TestAccess.usable(keys, persistence.database());
    }
}
