package io.intertie.access;

import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey.Purpose;
import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ApiKeysTest {
    private static final Secret GIVEN =
            new Secret("mk-0123456789012345678901234567890123456789abc");

    private final TestPersistence persistence = TestPersistence.of(ApiKeyRow.class);
    private final TestClock clock = new TestClock();
    private final Trail trail = TestTrail.on(persistence.database(), clock);
    private final OrganisationLimits organisationLimits =
            new OrganisationLimits(
                    persistence.database(), trail, TestOutbox.on(persistence.database(), clock));
    private final ApiKeys keys =
            new ApiKeys(
                    new ApiKeyStore(persistence.entityManager()),
                    persistence.database(),
                    trail,
                    TestOutbox.on(persistence.database(), clock),
                    organisationLimits,
                    clock);

    @BeforeEach
    void register() {
        TestParties.register(persistence.database());
    }

    @Test
    void aNewKeyIsUsableByItsHashAndShowsItsEndsOnly() {
        var created = keys.create(request(Purpose.GATEWAY), BEA);
        var secret = created.secret().reveal();
        assertEquals(List.of(created.key()), keys.of(BUYER));
        assertEquals(
                List.of(new ApiKeys.Hashed(ApiKeys.hash(secret), created.key(), List.of())),
                usable());
        assertEquals(secret.substring(0, 9), created.key().prefix());
        assertTrue(secret.endsWith(created.key().lastFour()));
        assertEquals(
                List.of(new ApiKeyChanged(created.key().id())),
                TestOutbox.events(persistence.database()));
    }

    @Test
    @Tag("lesson-27")
    void theSecretIsNowhereButWithTheOneWhoMadeIt() {
        var created = keys.create(request(Purpose.GATEWAY), BEA);
        var secret = created.secret().reveal();
        var body = secret.substring(9, 40);
        var database = persistence.database();
        var rest = database.sql("select k::text as t from api_key k").one(row -> row.text("t"));
        assertFalse(rest.contains(body));
        var events = database.sql("select payload as t from outbox_event").one(r -> r.text("t"));
        assertFalse(events.contains(body));
        assertFalse(TestTrail.lines(trail).toString().contains(body));
        assertFalse(created.toString().contains(body));
    }

    @Test
    void aRevokedKeyIsGoneAtOnceAndTold() {
        var key = keys.create(request(Purpose.GATEWAY), BEA).key();
        var revoked = keys.revoke(key.id(), BUYER, BEA);
        assertEquals(Optional.of(clock.instant()), revoked.revokedAt());
        assertEquals(List.of(), usable());
        assertEquals(List.of(revoked), keys.of(BUYER));
        assertEquals(
                List.of(new ApiKeyChanged(key.id()), new ApiKeyRevoked(key.id())),
                TestOutbox.events(persistence.database()));
        clock.advance(Duration.ofMinutes(1));
        assertEquals(revoked, keys.revoke(key.id(), BUYER, BEA));
        assertEquals(2, TestOutbox.events(persistence.database()).size());
    }

    @Test
    void aKeyEndsWithTheInstantOfItsExpiry() {
        var expiresAt = clock.instant().plusSeconds(60);
        var gateway = keys.create(expiring(Purpose.GATEWAY, expiresAt), BEA).key();
        var management = keys.create(expiring(Purpose.MANAGEMENT, expiresAt), BEA);
        clock.advance(Duration.ofMillis(59_999));
        assertEquals(1, usable().size());
        assertTrue(keys.management(management.secret()).isPresent());
        assertTrue(gateway.isUsableAt(clock.instant()));
        clock.advance(Duration.ofMillis(1));
        assertEquals(List.of(), usable());
        assertEquals(Optional.empty(), keys.management(management.secret()));
        assertFalse(gateway.isUsableAt(clock.instant()));
    }

    @Test
    void aManagementKeyOpensTheManagementApiOnly() {
        var management = keys.create(request(Purpose.MANAGEMENT), BEA);
        var gateway = keys.create(request(Purpose.GATEWAY), BEA);
        assertEquals(Optional.of(management.key()), keys.management(management.secret()));
        assertEquals(Optional.empty(), keys.management(gateway.secret()));
        assertEquals(List.of(gateway.key().id()), usableIds());
        keys.revoke(management.key().id(), BUYER, BEA);
        assertEquals(Optional.empty(), keys.management(management.secret()));
        assertEquals(Optional.empty(), keys.management(new Secret("mk-' or 1=1 --")));
        assertEquals(Optional.empty(), keys.management(GIVEN));
    }

    @Test
    void anotherOrganisationsKeyIsNotFound() {
        var key = keys.create(request(Purpose.GATEWAY), BEA).key();
        assertEquals(List.of(), keys.of(OTHER_BUYER));
        notFound(() -> keys.revoke(key.id(), OTHER_BUYER, BOB));
        notFound(() -> keys.revoke(key.id(), BUYER, BOB));
        notFound(() -> keys.revoke(key.id(), OTHER_BUYER, BEA));
        notFound(() -> keys.revoke(key.id(), BUYER, AVA));
        notFound(() -> keys.revoke(new UUID(0, 0), BUYER, BEA));
        notFound(() -> keys.create(request(Purpose.GATEWAY), BOB));
        notFound(() -> keys.create(request(Purpose.GATEWAY), AVA));
        notFound(() -> keys.adopt(request(Purpose.MANAGEMENT), GIVEN, BOB));
        assertEquals(List.of(key), keys.of(BUYER));
        assertTrue(keys.revoke(key.id(), BUYER, ADA).revokedAt().isPresent());
    }

    @Test
    void anAdoptedSecretIsTakenOnce() {
        var first = keys.adopt(request(Purpose.MANAGEMENT), GIVEN, ADA);
        clock.advance(Duration.ofDays(1));
        assertEquals(first, keys.adopt(request(Purpose.MANAGEMENT), GIVEN, ADA));
        assertEquals(Optional.of(first), keys.management(GIVEN));
        keys.revoke(first.id(), BUYER, BEA);
        assertTrue(
                keys.adopt(request(Purpose.MANAGEMENT), GIVEN, ADA).revokedAt().isPresent(),
                "adopting does not bring a revoked key back");
        var others = new ApiKeys.Request(OTHER_BUYER, Purpose.MANAGEMENT, "k", Optional.empty());
        var problem = assertThrows(Problem.class, () -> keys.adopt(others, GIVEN, ADA));
        assertEquals(ProblemType.CONFLICT, problem.type());
    }

    @Test
    void aSecretOfAnotherFormIsNotAdopted() {
        for (String bad : List.of("", "mk-short", "sk-" + GIVEN.reveal().substring(3))) {
            var problem =
                    assertThrows(
                            Problem.class,
                            () -> keys.adopt(request(Purpose.MANAGEMENT), new Secret(bad), ADA));
            assertEquals(Set.of("secret"), problem.fields().keySet());
        }
    }

    @Test
    void aRequestNamesItsFaultsAtTheirFields() {
        var bad = new ApiKeys.Request(BUYER, Purpose.GATEWAY, " ", Optional.of(clock.instant()));
        var problem = assertThrows(Problem.class, () -> keys.create(bad, BEA));
        assertEquals(Set.of("name", "expiresAt"), problem.fields().keySet());
        assertEquals(List.of(), keys.of(BUYER));
        assertEquals(List.of(), TestTrail.lines(trail));
    }

    @Test
    void theLastUseMovesForwardOnly() {
        var key = keys.create(request(Purpose.GATEWAY), BEA).key();
        var later = clock.instant().plusSeconds(60);
        keys.touched(List.of(key.id()), later);
        keys.touched(List.of(key.id()), later.minusSeconds(30));
        keys.touched(List.of(), later.plusSeconds(30));
        assertEquals(Optional.of(later), keys.of(BUYER).getFirst().lastUsedAt());
    }

    private List<UUID> usableIds() {
        return usable().stream().map(hashed -> hashed.key().id()).toList();
    }

    private static ApiKeys.Request request(Purpose purpose) {
        return new ApiKeys.Request(BUYER, purpose, "agent", Optional.empty());
    }

    private static ApiKeys.Request expiring(Purpose purpose, Instant at) {
        return new ApiKeys.Request(BUYER, purpose, "agent", Optional.of(at));
    }

    private static void notFound(Executable act) {
        assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, act).type());
    }

    private List<ApiKeys.Hashed> usable() {
        return TestAccess.usable(keys, persistence.database());
    }
}
