package io.intertie.logs;

import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static io.intertie.identity.TestParties.PIA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKey.Rates;
import io.intertie.access.ApiKeys;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.OrganisationLimits.Logging;
import io.intertie.access.OrganisationLimits.Rules;
import io.intertie.access.RoutePolicy;
import io.intertie.access.TestAccess;
import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.crypto.Seal;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.platform.persistence.UuidV7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Logging MONTH = new Logging(30, Set.of());
    private static final RoutePolicy NOTHING_RETAINED =
            new RoutePolicy(Optional.empty(), Set.of(), false, true);
    private static final UUID KEY = UUID.randomUUID();

    private final TestPersistence persistence = TestAccess.persistence();
    private final Database database = persistence.database();
    private final TestClock clock = new TestClock();
    private final Seal seal = new Seal(TestSettings.standard());
    private final Trail trail = TestTrail.on(database, clock);
    private final OrganisationLimits rules =
            TestAccess.limits(persistence, clock, TestOutbox.on(database, clock));
    private final Logs logs = new Logs(database, seal, rules, trail, clock);
    private final LogIntake intake = new LogIntake(database, seal, clock);

    @BeforeEach
    void register() {
        TestParties.register(database);
    }

    private UUID kept(UUID organisationId, UUID keyId, String asked) {
        var log = TestLogs.log(UuidV7.at(clock.instant()), organisationId, keyId, asked);
        intake.add(log);
        intake.flush();
        return log.head().requestId();
    }

    private UUID kept(String asked) {
        return kept(BUYER, KEY, asked);
    }

    private long rows() {
        return database.sql("select count(*) as n from request_log").one(row -> row.number("n"));
    }

    private static Problem refused(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(Problem.class, act);
    }

    private static String code(Problem problem) {
        return problem.wording().map(Wording::code).orElseThrow();
    }

    @Test
    void aLogIsReadAsItWasAskedAndAnswered() {
        logs.allow(BUYER, MONTH, BEA);
        var id = kept("tell me");
        var log = logs.open(id, Logs.Look.READ, BEA);
        assertEquals("tell me", log.asked().text());
        assertEquals("said: tell me", log.answered().text());
        assertEquals("chat/completions", log.head().path());
        assertEquals(200, log.head().status());
        assertEquals(List.of(log.head()), logs.newest(BUYER, Optional.empty(), 10));
        assertEquals(List.of(), logs.newest(BUYER, Optional.of(id), 10));
        assertEquals(Optional.of(log.head()), logs.head(BUYER, id));
        assertEquals(1, logs.count(BUYER));
        assertEquals(
                Optional.of(log.head().at().plus(DAY.multipliedBy(30))),
                logs.keptUntil(log.head()));
    }

    @Test
    void nothingIsKeptOfWhomNobodyAsked() {
        kept("before");
        logs.allow(BUYER, MONTH, BEA);
        kept(OTHER_BUYER, KEY, "of another");
        assertEquals(0, rows());
        kept("from now on");
        assertEquals(1, rows());
    }

    @Test
    void ofNamedKeysOnlyTheirCallsAreKept() {
        var key =
                TestAccess.keys(persistence, clock, TestOutbox.on(database, clock))
                        .create(
                                new ApiKeys.Request(
                                        BUYER, ApiKey.Purpose.GATEWAY, "one", Optional.empty()),
                                BEA)
                        .key();
        logs.allow(BUYER, new Logging(7, Set.of(key.id())), BEA);
        kept("by another key");
        assertEquals(0, rows());
        kept(BUYER, key.id(), "by this one");
        assertEquals(1, rows());
        assertEquals(Optional.of(new Logging(7, Set.of(key.id()))), logs.rule(BUYER));
        var foreign = new Logging(7, Set.of(UUID.randomUUID()));
        assertEquals(
                Set.of("keys"), refused(() -> logs.allow(BUYER, foreign, BEA)).fields().keySet());
    }

    @Test
    void whatIsOverIsGoneAtOnceForReadersAndSoonFromTheTable() {
        logs.allow(BUYER, new Logging(2, Set.of()), BEA);
        var old = kept("old");
        clock.advance(DAY);
        var young = kept("young");
        clock.advance(DAY.plusSeconds(1));
        assertEquals(2, rows());
        assertEquals(Optional.empty(), logs.head(BUYER, old));
        refused(() -> logs.open(old, Logs.Look.READ, BEA));
        assertEquals(1, logs.count(BUYER));
        logs.forgetOld();
        assertEquals(1, rows());
        assertTrue(logs.head(BUYER, young).isPresent());
        clock.advance(DAY);
        logs.forgetOld();
        assertEquals(0, rows());
    }

    @Test
    void aShorterTimeDeletesAtOnceAndALongerOneBringsNothingBack() {
        logs.allow(BUYER, MONTH, BEA);
        kept("old");
        clock.advance(DAY.multipliedBy(10));
        kept("young");
        logs.allow(BUYER, new Logging(5, Set.of()), BEA);
        assertEquals(1, rows());
        clock.advance(DAY.multipliedBy(6));
        assertEquals(1, rows(), "the job has not come yet");
        logs.allow(BUYER, MONTH, BEA);
        assertEquals(0, rows());
    }

    @Test
    void switchingOffDeletesAllAndKeepsNothingMore() {
        logs.allow(BUYER, MONTH, BEA);
        logs.allow(OTHER_BUYER, MONTH, BOB);
        for (int i = 0; i < 600; i++) {
            intake.add(TestLogs.log(UuidV7.at(clock.instant()), BUYER, KEY, "one of many"));
        }
        intake.flush();
        kept(OTHER_BUYER, KEY, "of another");
        assertEquals(601, rows());
        logs.forbid(BUYER, BEA);
        assertEquals(1, rows());
        assertEquals(Optional.empty(), logs.rule(BUYER));
        kept("a node that has not heard of it yet");
        assertEquals(1, rows());
    }

    @Test
    void whoeverDeniesRetentionCannotHaveLogsAndTheOtherWayRound() {
        rules.rule(BUYER, new Rules(Rates.NONE, Rates.NONE, NOTHING_RETAINED), BEA);
        var denied = refused(() -> logs.allow(BUYER, MONTH, BEA));
        assertEquals("logs.denied", code(denied));
        assertEquals(ProblemType.CONFLICT, denied.type());
        assertEquals(Optional.empty(), logs.rule(BUYER));

        rules.rule(BUYER, Rules.NONE, BEA);
        logs.allow(BUYER, MONTH, BEA);
        var zero = new Rules(Rates.NONE, Rates.NONE, NOTHING_RETAINED);
        assertEquals("logs.kept", code(refused(() -> rules.rule(BUYER, zero, BEA))));
        rules.rule(BUYER, Rules.NONE, BEA);
        assertEquals(Optional.of(MONTH), logs.rule(BUYER), "other rules leave it alone");
    }

    @Test
    void aTimeIsBetweenOneDayAndNinety() {
        for (var days : List.of(0, 91, -1)) {
            var logging = new Logging(days, Set.of());
            var problem = refused(() -> logs.allow(BUYER, logging, BEA));
            assertEquals(Set.of("days"), problem.fields().keySet());
        }
        logs.allow(BUYER, new Logging(90, Set.of()), BEA);
    }

    @Test
    void nobodyElseReadsDeletesOrSwitchesNotEvenWhoRunsTheMarket() {
        logs.allow(BUYER, MONTH, BEA);
        var id = kept("a secret");
        for (Actor other : List.of(BOB, PIA, ADA, Actor.market("job"))) {
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> logs.open(id, Logs.Look.READ, other)).type());
            assertEquals(ProblemType.NOT_FOUND, refused(() -> logs.delete(id, other)).type());
            assertEquals(
                    ProblemType.NOT_FOUND, refused(() -> logs.allow(BUYER, MONTH, other)).type());
            assertEquals(ProblemType.NOT_FOUND, refused(() -> logs.forbid(BUYER, other)).type());
        }
        assertEquals(Optional.empty(), logs.head(OTHER_BUYER, id));
        assertEquals(List.of(), logs.newest(OTHER_BUYER, Optional.empty(), 10));
        assertEquals(1, rows());
        logs.delete(id, BEA);
        assertEquals(0, rows());
    }

    @Test
    void theTrailTellsWhoLookedAndNothingOfWhatWasSaid() {
        logs.allow(BUYER, MONTH, BEA);
        var id = kept("a secret");
        logs.open(id, Logs.Look.READ, BEA);
        logs.open(id, Logs.Look.DOWNLOADED, BEA);
        logs.delete(id, BEA);
        logs.forbid(BUYER, BEA);
        var lines = String.join("\n", TestTrail.lines(trail));
        for (var act :
                List.of(
                        "logs.allowed",
                        "log.read",
                        "log.downloaded",
                        "log.deleted",
                        "logs.forbidden")) {
            assertTrue(lines.contains(act), lines);
        }
        assertTrue(
                trail.latest(10).stream().anyMatch(one -> one.subject().equals("request:" + id)));
        assertFalse(lines.contains("secret"), lines);
        refused(() -> logs.open(id, Logs.Look.READ, BEA));
        assertEquals(lines, String.join("\n", TestTrail.lines(trail)), "nothing was seen");
    }

    @Test
    void aBodyIsAtRestOnlySealedAndOpensForItsRequestAlone() {
        logs.allow(BUYER, MONTH, BEA);
        var id = kept("a secret");
        var other = kept("another one");
        var sealed =
                database.sql("select asked from request_log where request_id = ?", id)
                        .one(row -> row.bytes("asked"));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("secret"));
        database.sql("update request_log set asked = ? where request_id = ?", sealed, other)
                .update();
        assertThrows(IllegalStateException.class, () -> logs.open(other, Logs.Look.READ, BEA));
    }

    @Test
    void aLongBodyIsCutBetweenTwoCharactersAndSaysSo() {
        logs.allow(BUYER, MONTH, BEA);
        var id = kept("aa" + "€".repeat(Log.Part.MOST / 3 + 10));
        var log = logs.open(id, Logs.Look.READ, BEA);
        assertTrue(log.asked().isCut());
        assertTrue(log.head().isCut());
        assertEquals(2 + 3L * (Log.Part.MOST / 3 + 10), log.asked().size());
        assertTrue(log.asked().kept().length <= Log.Part.MOST);
        assertTrue(log.asked().kept().length > Log.Part.MOST - 4);
        assertFalse(log.asked().text().contains("\uFFFD"));
        assertFalse(logs.open(kept("short"), Logs.Look.READ, BEA).asked().isCut());
    }
}
