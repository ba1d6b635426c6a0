package io.intertie.access;

import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey.Limits;
import io.intertie.access.ApiKey.Purpose;
import io.intertie.access.SpendLimit.Reset;
import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendLimitsTest {
    private static final SpendLimit TEN = new SpendLimit(usd("10"), Reset.MONTHLY);
    private static final Limits BOTH = new Limits(Optional.of(TEN), Optional.of(usd("0.5")));

    private final TestPersistence persistence = TestPersistence.of(ApiKeyRow.class);
    private final TestClock clock = new TestClock();
    private final Trail trail = TestTrail.on(persistence.database(), clock);
    private final OrganisationLimits limits =
            new OrganisationLimits(
                    persistence.database(), trail, TestOutbox.on(persistence.database(), clock));
    private final ApiKeys keys =
            new ApiKeys(
                    new ApiKeyStore(persistence.entityManager()),
                    persistence.database(),
                    trail,
                    TestOutbox.on(persistence.database(), clock),
                    limits,
                    clock);

    @BeforeEach
    void register() {
        TestParties.register(persistence.database());
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER,   2026-11-25T21:00:00Z, ,           ",
        "DAILY,   2026-11-25T23:59:59Z, 2026-11-25, 2026-11-26T00:00:00Z",
        "DAILY,   2026-11-26T00:00:00Z, 2026-11-26, 2026-11-27T00:00:00Z",
        "WEEKLY,  2026-11-29T23:59:59Z, 2026-11-23, 2026-11-30T00:00:00Z",
        "WEEKLY,  2026-11-30T00:00:00Z, 2026-11-30, 2026-12-07T00:00:00Z",
        "MONTHLY, 2026-12-31T23:59:59Z, 2026-12-01, 2027-01-01T00:00:00Z",
        "MONTHLY, 2028-02-29T12:00:00Z, 2028-02-01, 2028-03-01T00:00:00Z",
    })
    void aPeriodBeginsAtMidnightInUtc(Reset reset, Instant now, String first, Instant end) {
        assertEquals(Optional.ofNullable(first), reset.periodOf(now).map(Object::toString));
        assertEquals(Optional.ofNullable(end), reset.endAfter(now));
    }

    @Test
    void aKeyKeepsWhatItMaySpendAndItCanBeChangedAndTakenAway() {
        var key = keys.create(request(Purpose.GATEWAY, BOTH), BEA).key();
        assertEquals(BOTH, key.limits());
        assertEquals(List.of(key), keys.of(BUYER));
        var onlyTask = new Limits(Optional.empty(), Optional.of(usd("0.25")));
        for (var given : List.of(onlyTask, new Limits(Optional.of(TEN), Optional.empty()))) {
            assertEquals(given, change(key, BUYER, given, BEA).limits());
            assertEquals(given, keys.of(BUYER).getFirst().limits());
        }
        change(key, BUYER, Limits.NONE, BEA);
        assertEquals(Limits.NONE, usable().getFirst().key().limits());
        var events = TestOutbox.events(persistence.database());
        assertEquals(new ApiKeyChanged(key.id()), events.getLast());
        assertEquals(4, TestTrail.lines(trail).size());
    }

    @Test
    void anOrganisationHasOneLimitInEachCurrency() {
        limits.set(BUYER, TEN, BEA);
        limits.set(BUYER, new SpendLimit(usd("20"), Reset.DAILY), BEA);
        var yuan = new SpendLimit(Money.of("7", Currency.of("CNY")), Reset.NEVER);
        limits.set(BUYER, yuan, BEA);
        assertEquals(List.of(yuan, new SpendLimit(usd("20"), Reset.DAILY)), limits.of(BUYER));
        keys.create(request(Purpose.GATEWAY, Limits.NONE), BEA);
        assertEquals(
                Set.copyOf(limits.of(BUYER)), Set.copyOf(usable().getFirst().organisationLimits()));
        limits.lift(BUYER, Currency.of("USD"), BEA);
        limits.lift(BUYER, Currency.of("USD"), BEA);
        assertEquals(List.of(yuan), limits.of(BUYER));
        assertEquals(4, TestOutbox.events(persistence.database()).size() - 1);
    }

    @Test
    void nobodySetsOrReadsAnothersLimits() {
        var key = keys.create(request(Purpose.GATEWAY, BOTH), BEA).key();
        limits.set(BUYER, TEN, BEA);
        notFound(() -> change(key, BUYER, Limits.NONE, BOB));
        notFound(() -> change(key, OTHER_BUYER, Limits.NONE, BOB));
        notFound(() -> change(key, BUYER, Limits.NONE, AVA));
        notFound(() -> limits.set(BUYER, new SpendLimit(usd("99"), Reset.NEVER), BOB));
        notFound(() -> limits.lift(BUYER, Currency.of("USD"), BOB));
        assertEquals(Optional.empty(), keys.find(key.id(), OTHER_BUYER));
        assertEquals(List.of(), limits.of(OTHER_BUYER));
        assertEquals(BOTH, keys.of(BUYER).getFirst().limits());
        assertEquals(List.of(TEN), limits.of(BUYER));
    }

    @Test
    void aManagementKeyTakesNoLimit() {
        var made = assertThrows(Problem.class, () -> keys.create(managing(BOTH), BEA));
        assertEquals(Set.of("limit", "taskLimit"), made.fields().keySet());
        var key = keys.create(managing(Limits.NONE), BEA).key();
        var changed = assertThrows(Problem.class, () -> change(key, BUYER, BOTH, BEA));
        assertTrue(changed.fields().containsKey("limit"));
    }

    private ApiKey change(ApiKey key, UUID organisationId, Limits given, Actor actor) {
        return keys.change(key.id(), organisationId, was -> was.with(given), actor);
    }

    private static void notFound(Executable act) {
        assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, act).type());
    }

    private static ApiKeys.Request managing(Limits limits) {
        return request(Purpose.MANAGEMENT, limits);
    }

    private static ApiKeys.Request request(Purpose purpose, Limits limits) {
        return new ApiKeys.Request(BUYER, purpose, "agent", Optional.empty(), limits);
    }

    private static Money usd(String amount) {
        return Money.of(amount, Currency.of("USD"));
    }

    private List<ApiKeys.Hashed> usable() {
        return TestAccess.usable(keys, persistence.database());
    }
}
