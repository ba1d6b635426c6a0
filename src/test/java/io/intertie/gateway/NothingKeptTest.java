package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.OrganisationLimits.Logging;
import io.intertie.access.OrganisationLimits.Rules;
import io.intertie.access.RoutePolicy;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.sandbox.SandboxProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was said goes to the provider and to the client, and is written nowhere, unless the buyer's
/// organisation wants it kept.
class NothingKeptTest {
    private static final String CHAT = "chat/completions";

    /// What nobody else says; the sandbox echoes it.
    private static final String SECRET = "wolpertinger-4711-geheim";

    private static final String ZERO_RETENTION = "\"provider\":{\"zdr\":true}";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("10", sandbox.baseUrl());
    private final List<String> said = new ArrayList<>();
    private final Handler ear = ear();
    private final Logger all = Logger.getLogger("");

    @BeforeEach
    void listen() {
        all.addHandler(ear);
        Logger.getLogger("io.intertie").setLevel(Level.ALL);
        market.database()
                .sql(
                        "insert into organisation values"
                                + " (?, 'BUYER', 'Bea', 'the-buyer', 'DE', 'USD', 'UTC', true,"
                                + " now())",
                        market.buyerId)
                .update();
    }

    @AfterEach
    void close() {
        all.removeHandler(ear);
        Logger.getLogger("io.intertie").setLevel(null);
        market.close();
        sandbox.close();
    }

    private Handler ear() {
        var format = new SimpleFormatter();
        return new Handler() {
            @Override
            public synchronized void publish(LogRecord line) {
                said.add(format.format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /// The organisation wants its calls kept, of these keys or of all, and every node knows it.
    private void allow(UUID... keys) {
        var ids = String.join(" ", Stream.of(keys).map(UUID::toString).toList());
        market.database()
                .sql(
                        "insert into organisation_rules (organisation_id, log_days, log_keys)"
                                + " values (?, 1, string_to_array(?, ' ')::uuid[])",
                        market.buyerId,
                        ids)
                .update();
        rule(RoutePolicy.ANY, keys);
    }

    private void rule(RoutePolicy policy, UUID... keys) {
        market.rule(
                new Rules(
                        ApiKey.Rates.NONE,
                        ApiKey.Rates.NONE,
                        policy,
                        Optional.of(new Logging(1, Set.of(keys)))));
    }

    private UUID id() {
        return UuidV7.at(market.clock.instant());
    }

    private Heard say(String... fields) {
        return market.chat(id(), TestMarket.chat(SECRET, fields));
    }

    /// Answers of every kind: whole, streamed, replayed, refused, failed, broken off.
    private void talk() throws InterruptedException {
        say();
        say("\"stream\":true");
        say("\"temperature\":\"" + SECRET + "\"");
        say(ZERO_RETENTION);
        market.chat(id(), "{\"model\":\"" + SECRET + "\",\"messages\":[]}");
        market.chat(id(), "{" + SECRET);
        for (var asks : List.of("status=500", "fail_after=3", "error_after=3", "status=400")) {
            market.forgive();
            var text = SECRET + " [[sandbox:" + asks + "]]";
            market.chat(id(), TestMarket.chat(text, "\"stream\":true"));
            market.chat(id(), TestMarket.chat(text));
        }
        market.forgive();
        var heads = Map.of("authorization", "Bearer " + TestMarket.KEY, "idempotency-key", "k");
        for (int i = 0; i < 2; i++) {
            market.answer(id(), CHAT, heads, TestMarket.chat(SECRET));
            TimeUnit.MILLISECONDS.sleep(50);
        }
        var frames = new int[1];
        var long1 = TestMarket.chat(SECRET + " [[sandbox:gap=5,tokens=200]]", "\"stream\":true");
        market.answer(id(), CHAT, long1, _ -> frames[0]++ < 5);
        TimeUnit.MILLISECONDS.sleep(300);
        market.logs.flush();
    }

    /// Where in the database it stands, plain or as bytes.
    private List<String> places(String text) {
        var bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        var found = new ArrayList<String>();
        var tables =
                market.database()
                        .sql(
                                "select table_name from information_schema.tables"
                                        + " where table_schema = current_schema()"
                                        + " and table_type = 'BASE TABLE'")
                        .list(row -> row.text("table_name"));
        assertTrue(tables.contains("request_log") && tables.contains("replay"), tables.toString());
        for (var table : tables) {
            var rows =
                    market.database()
                            .sql(
                                    "select count(*) as n from "
                                            + table
                                            + " t where strpos("
                                            + "t::text, ?) > 0 or strpos(t::text, ?) > 0",
                                    text,
                                    bytes)
                            .one(row -> row.number("n"));
            if (rows > 0) {
                found.add(table);
            }
        }
        return found;
    }

    private long logs() {
        market.logs.flush();
        return market.database()
                .sql("select count(*) as n from request_log")
                .one(row -> row.number("n"));
    }

    @Test
    void noPromptAndNoAnswerReachesTheDatabaseOrTheLog() throws Exception {
        talk();
        assertEquals(List.of(), places(SECRET));
        assertEquals(0, logs());
        assertTrue(sandbox.seen().size() > 10, "the provider was told");
        synchronized (ear) {
            assertFalse(String.join("\n", said).contains(SECRET), said.toString());
        }
    }

    @Test
    void whereLogsAreWantedWhatWasServedIsKeptAndOnlySealed() throws Exception {
        allow();
        talk();
        assertEquals(List.of(), places(SECRET));
        // Three answers, four kinds of failure streamed and whole, one of two alike, one left.
        assertEquals(3 + 8 + 1 + 1, logs());
        synchronized (ear) {
            assertFalse(String.join("\n", said).contains(SECRET), said.toString());
        }
    }

    @Test
    void aStreamIsKeptAsTheClientGotIt() {
        allow();
        var heard = say("\"stream\":true");
        assertEquals(1, logs());
        var sealed =
                market.database()
                        .sql("select request_id, answered, answered_bytes from request_log")
                        .one(row ->
                                Map.entry(
                                        TestMarket.SEAL.open(
                                                "log:answered:" + row.id("request_id"),
                                                row.bytes("answered")),
                                        row.number("answered_bytes")));
        var kept = new String(sealed.getKey(), StandardCharsets.UTF_8);
        assertEquals(sealed.getKey().length, sealed.getValue());
        for (var event : heard.events()) {
            assertTrue(kept.contains(event), event);
        }
        assertTrue(kept.endsWith("data: [DONE]\n\n"), kept);
    }

    @Test
    void nothingIsKeptOfWhatDeniesRetention() {
        allow();
        say(ZERO_RETENTION);
        assertEquals(0, logs());
        rule(new RoutePolicy(Optional.empty(), Set.of(), false, true));
        say();
        assertEquals(0, logs());
        rule(RoutePolicy.ANY);
        say();
        assertEquals(1, logs());
    }

    @Test
    void ofNamedKeysOnlyTheirCallsAreHandedOver() {
        allow(UUID.randomUUID());
        say();
        assertEquals(0, logs());
        market.database().sql("delete from organisation_rules").update();
        allow(market.keyId);
        say();
        assertEquals(1, logs());
    }

    @Test
    void aRequestIsAnsweredWhenItsLogIsLost() {
        allow();
        market.database().sql("alter table request_log rename to gone").update();
        assertEquals(200, say().status());
        assertThrows(RuntimeException.class, market.logs::flush);
        assertEquals(1, market.logs.lost());
        assertEquals(200, say().status());
    }
}
