package io.intertie.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Changes one thing at a time as only a superuser can, and expects the row to be named.
class VerifyingTest {
    private static final Database DATABASE = TestDatabase.fresh();
    private static final Trade TRADE = new Trade(DATABASE, 7, 5);
    private static final Verifying VERIFYING = Verifying.on(DATABASE);

    @BeforeAll
    static void someTradeInSomeBlocks() {
        var actor = new Actor("ada", UUID.randomUUID(), Set.of(), "-");
        for (int block = 0; block < 5; block++) {
            for (int i = 0; i < 10; i++) {
                TRADE.request();
            }
            Trail.on(DATABASE).record(actor, "tariff.drafted", "t" + block, Map.of());
            SealingTest.sealAll(DATABASE);
        }
        DATABASE.sql(
                        "insert into settlement_window (id, provider_id, currency, sequence,"
                                + " opens_at, state) values (?, ?, 'CNY', 1, now(), 'OPEN')",
                        new UUID(9, 1),
                        new UUID(9, 2))
                .update();
        TRADE.request();
    }

    @Test
    void aSoundMarketHasNoBreaks() {
        var told = new ArrayList<String>();
        var verified = VERIFYING.verify(told::add);
        assertEquals(List.of(), verified.breaks());
        assertTrue(verified.isSound());
        assertEquals(5, verified.blocks());
        assertTrue(verified.documents() > 100, verified.toString());
        assertTrue(verified.rows() > 2 * verified.documents(), verified.toString());
        // Usage, carry and, unless it stayed below one micro, a booking.
        assertTrue(verified.waiting() == 2 || verified.waiting() == 3, verified.toString());
        assertEquals(5, verified.auditEntries());
        assertTrue(told.size() >= 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "journal_line | set owner = concat('x', substr(owner, 2)) where line_no = 2",
                "journal_line | set micro = micro + 1 where line_no = 1",
                "journal_line | set code = 2021 where code = 2020",
                "journal | set basis = jsonb_set(basis, '{band}', '1') where kind = 'CAPTURE'",
                "journal | set booked_at = booked_at + interval '1 microsecond'",
                "journal | set kind = 'TOPUP' where kind = 'CAPTURE'",
                "usage_record | set input_tokens = input_tokens + 1",
                "usage_record | set finish_reason = 'stoq\tor so'",
                "usage_record | set buyer_pico = buyer_pico + 1",
                "usage_record | set served_at = served_at + interval '1 microsecond'",
                "usage_record | set quote_id = null where quote_id is not null",
                "usage_record | set written_in = written_in + 100000",
                "carry_step | set buyer_before = buyer_before + 1",
                "carry_step | set provider_micro = provider_micro + 1",
                "price_version | set lines = replace(lines, '1', '2')",
                "price_version | set inputs = replace(inputs, '1', '2')",
                "tariff_version | set rules = replace(rules, '1', '2')",
                "tariff_version | set table_hash = 'x'",
                "fx_quote | set quality = 'x'",
                "audit_entry | set actor = 'eve'",
                "seal_block | set sealed_at = sealed_at + interval '1 second'",
                "seal_block | set previous = 'x' where number > 1",
                "seal_leaf | set hashes = set_byte(hashes, 3, 255 - get_byte(hashes, 3))",
                "wallet | set carry_pico = (carry_pico + 1) % 1000000",
            })
    void aChangedByteIsNamed(String table, String change) {
        var key = keyOf(table, where(change));
        var verified =
                after(
                        ("update %1$s %2$s where ctid in"
                                        + " (select ctid from %1$s %3$s order by ctid limit 1)")
                                .formatted(
                                        table, change.replaceAll(" where .*", ""), where(change)));
        assertTrue(
                verified.breaks().stream()
                        .anyMatch(one -> one.table().equals(table) && one.key().contains(key)),
                () -> key + " is not in " + verified.breaks());
    }

    private static String where(String change) {
        var at = change.indexOf(" where ");
        return at < 0 ? "" : change.substring(at);
    }

    /// What the key of the row that is changed has in it.
    private static String keyOf(String table, String where) {
        var column =
                switch (table) {
                    case "journal_line" -> "journal_id || ', line_no=' || line_no";
                    case "usage_record" -> "request_id";
                    case "carry_step" -> "capture_id";
                    case "audit_entry" -> "sequence";
                    case "seal_block" -> "number";
                    case "seal_leaf" -> "block";
                    case "wallet" -> "organisation_id";
                    default -> "id";
                };
        return DATABASE.sql(
                        "select cast(%s as text) as key from %s %s order by ctid limit 1"
                                .formatted(column, table, where))
                .one(row -> row.text("key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "journal | delete from journal_line where line_no = 2",
                "journal | delete from journal where kind = 'TOPUP'",
                "usage_record | delete from usage_record",
                "seal_block | delete from seal_block where number = 2",
                "seal_leaf | delete from seal_leaf where kind = 1",
                "audit_entry | delete from audit_entry where sequence = 5",
                "journal | insert into journal overriding system value select book_id,"
                        + " gen_random_uuid(), entry_no + 9999, kind, concat(external_ref, 'x'),"
                        + " payload_hash, booked_at, basis, written_in from journal limit 1",
                "usage_record | insert into usage_record select book_id, gen_random_uuid(),"
                        + " buyer_id, api_key_id, listing_id, model_id, provider_id,"
                        + " price_version_id, band, quote_id, buyer_currency, provider_currency,"
                        + " input_tokens, cached_input_tokens, output_tokens, reasoning_tokens,"
                        + " estimated, streamed, state, finish_reason, energy_watt_hours,"
                        + " first_token_millis, duration_millis, admitted_at, served_at,"
                        + " buyer_pico, provider_pico, capture_id, written_in"
                        + " from usage_record limit 1",
            })
    @Tag("lesson-30")
    void whatIsMissingOrAddedIsNamed(String table, String change) {
        var verified = after(change);
        assertTrue(
                verified.breaks().stream().anyMatch(one -> one.table().equals(table)),
                verified.breaks()::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "posted of wallet | update wallet set posted = posted + 1",
                "held of wallet | update wallet set held = held + 1",
                "carry of wallet | update wallet set carry_pico = (carry_pico + 1) % 1000000",
                "organisation_id | update wallet set share_carry = (share_carry + 1) % 1000000",
                "carry of provider | update provider_carry set carry_pico = 0",
                "capture_id | update hold set buyer_pico = buyer_pico + 1"
                        + " where state = 'CAPTURED'",
                "capture_id | update hold set provider_id = gen_random_uuid()"
                        + " where state = 'CAPTURED'",
            })
    void aCorruptProjectionIsNamed(String place, String change) {
        var verified = after(change);
        assertTrue(
                verified.breaks().stream().anyMatch(one -> one.key().startsWith(place)),
                verified.breaks()::toString);
    }

    @Test
    void aStatementThatWasNeverBookedIsNamed() {
        var verified =
                after(
                        "insert into statement (window_id, gross_micro, carried_micro, body,"
                                + " sha256, written_at) select id, 5, 0, '{}',"
                                + " encode(sha256('{}'), 'hex'), now() from settlement_window");
        assertTrue(
                verified.breaks().stream().anyMatch(one -> one.table().equals("statement")),
                verified.breaks()::toString);
    }

    /// Verifies with the change made, and takes it back.
    private static Verified after(String change) {
        var copy = TestDatabase.copyOf(DATABASE);
        copy.transaction(() -> {
            copy.sql("set local session_replication_role = replica").update();
            assertTrue(copy.sql(change).update() > 0, change);
        });
        return Verifying.on(copy).verify(line -> {});
    }
}
