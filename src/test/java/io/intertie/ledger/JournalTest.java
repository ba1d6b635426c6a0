package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.movement.CloseWindow;
import io.intertie.ledger.movement.FxDeal;
import io.intertie.ledger.movement.PayOut;
import io.intertie.ledger.movement.Template;
import io.intertie.ledger.movement.TopUp;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final Currency USD = Currency.of("USD");
    private static final Database DATABASE = TestDatabase.fresh();

    private final TestLedger ledger = at(NOW);
    private final Journal journal = ledger.journal();
    private final UUID buyer = UUID.randomUUID();
    private final UUID provider = UUID.randomUUID();

    @AfterAll
    static void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), at(NOW).coherence().faults());
    }

    @Test
    void anEntryIsReadBackAsItWasBooked() {
        var entry = booked(topUp("100", "3.20"));
        assertEquals(NOW, entry.bookedAt());
        assertEquals(Optional.of(entry), journal.find(entry.id()));
        assertEquals(
                Optional.of(entry), journal.find(JournalEntry.Kind.TOPUP, entry.externalRef()));
    }

    @Test
    void theSameCauseAgainBooksNothingNew() {
        var topUp = topUp("100", "3.20");
        var entry = booked(topUp);
        assertEquals(new Journal.Outcome.Replayed(entry), journal.book(topUp));
        assertEquals(usd("100"), balance(AccountCode.BUYER_WALLET, buyer));
    }

    @Test
    void theSameCauseWithOtherPostingsIsAConflict() {
        var topUp = topUp("100", "3.20");
        var entry = booked(topUp);
        var other = new TopUp(topUp.paymentRef(), buyer, usd("99"), usd("3.20"), Map.of());
        assertEquals(new Journal.Outcome.Conflict(entry), journal.book(other));
        assertEquals(usd("100"), balance(AccountCode.BUYER_WALLET, buyer));
    }

    @Test
    void anEntryOfACallerThatFailsIsNotBooked() {
        var topUp = topUp("100", "3.20");
        assertThrows(
                IllegalStateException.class,
                () ->
                        DATABASE.transaction(() -> {
                            booked(topUp);
                            throw new IllegalStateException("the caller failed");
                        }));
        assertEquals(Optional.empty(), journal.find(JournalEntry.Kind.TOPUP, topUp.paymentRef()));
        assertEquals(Optional.empty(), ledger.wallets().find(buyer, USD));
    }

    @Test
    void anEntryThatWouldOverdrawAWalletIsNotBooked() {
        booked(topUp("1", "0"));
        var debit =
                new JournalEntry(
                        UUID.randomUUID(),
                        JournalEntry.Kind.CAPTURE,
                        UUID.randomUUID().toString(),
                        NOW,
                        List.of(
                                new Posting(
                                        Account.of(AccountCode.BUYER_WALLET, buyer, USD),
                                        Account.ofMarket(AccountCode.PLATFORM_FEE, USD),
                                        usd("1.000001"))),
                        Map.of());
        var refused = assertThrows(DatabaseFailed.class, () -> journal.book(debit));
        assertTrue(refused.isConstraint());
        assertEquals(Optional.empty(), journal.find(debit.id()));
    }

    @Test
    void aBalanceThatWouldOverflowIsNotBooked() {
        // A currency of its own, or the market's balance overflows for all other tests.
        var jpy = Currency.of("JPY");
        var most = new Money(jpy, Long.MAX_VALUE);
        booked(new TopUp(ref(), buyer, most, Money.zero(jpy), Map.of()));
        var more = new TopUp(ref(), buyer, new Money(jpy, 1), Money.zero(jpy), Map.of());
        assertThrows(DatabaseFailed.class, () -> journal.book(more));
        assertEquals(Optional.empty(), journal.find(more.kind(), more.externalRef()));
        assertEquals(Optional.of(most), ledger.wallets().find(buyer, jpy).map(Wallet::posted));
    }

    @Test
    void aWindowClosesAndIsPaidOut() {
        var cny = Currency.of("CNY");
        booked(new CloseWindow(ref(), provider, Money.of("306.415434", cny), 1_000, Map.of()));
        booked(new PayOut(ref(), provider, Money.of("275.77", cny), Map.of()));
        assertEquals(
                Money.of("0.003891", cny),
                journal.balance(Account.of(AccountCode.PROVIDER_DUE, provider, cny)));
        assertEquals(
                Money.of("30.641543", cny),
                journal.balance(Account.of(AccountCode.PROVIDER_RESERVE, provider, cny)));
    }

    @Test
    void entriesOfAnAccountComeByNumberOrByTime() {
        var first = booked(topUp("1", "0.10"));
        var later = at(NOW.plus(Duration.ofHours(1)));
        var second = booked(later, topUp("2", "0.10"));
        var wallet = Account.of(AccountCode.BUYER_WALLET, buyer, USD);

        assertEquals(List.of(second, first), journal.touching(wallet, 10));
        assertEquals(List.of(second), journal.touching(wallet, 1));
        assertEquals(List.of(first), journal.touching(wallet, NOW, second.bookedAt()));
        assertEquals(
                List.of(first, second),
                journal.touching(wallet, NOW, second.bookedAt().plusNanos(1_000)));
    }

    @Test
    void theTrialBalanceOfEachCurrencyIsZero() {
        booked(topUp("100", "3.20"));
        booked(new FxDeal(ref(), Money.of("275.77", Currency.of("CNY")), usd("41.22"), Map.of()));
        var lines = journal.trialBalance();
        var sums =
                lines.stream()
                        .collect(
                                Collectors.groupingBy(
                                        TrialBalanceLine::currency,
                                        Collectors.reducing(
                                                0L, TrialBalanceLine::balance, Math::addExact)));
        assertTrue(sums.values().stream().allMatch(sum -> sum == 0), sums.toString());
        assertTrue(sums.containsKey(USD) && sums.containsKey(Currency.of("CNY")));
        assertTrue(lines.stream().allMatch(l -> l.balance() == l.credits() - l.debits()));
    }

    @Test
    void directSqlOutOfBalanceFails() {
        refused("(1, 1020, 'market', 'USD', -5), (2, 2010, 'b', 'USD', 4)", "out of balance");
        refused("(1, 1020, 'market', 'USD', -5), (2, 2010, 'b', 'CNY', 5)", "out of balance");
        refused("(1, 1020, 'market', 'USD', -5)", "out of balance");
        refused("(1, 1020, 'market', 'USD', 0), (2, 2010, 'b', 'USD', 0)", "micro_check");
    }

    private static void refused(String lines, String why) {
        var insert =
                """
                with cause as (
                    insert into journal_cause (book_id, journal_id, kind, external_ref)
                    values (1, ?, 'TOPUP', ?) returning *),
                entry as (
                    insert into journal
                        (book_id, id, kind, external_ref, payload_hash, booked_at, basis)
                    select 1, journal_id, kind, external_ref, '', now(), '{}' from cause
                    returning id, entry_no)
                insert into journal_line
                    (book_id, journal_id, entry_no, line_no, code, owner, currency, micro)
                select 1, entry.id, entry.entry_no, line.* from entry cross join (values %s) line
                """
                        .formatted(lines);
        refusedSql(why, insert, UUID.randomUUID(), ref());
    }

    private static void refusedSql(String why, String sql, Object... parameters) {
        var refused =
                assertThrows(
                        DatabaseFailed.class, () -> DATABASE.sql(sql, parameters).update(), sql);
        assertTrue(refused.isConstraint(), sql);
        assertTrue(String.valueOf(refused.getCause()).contains(why), refused.toString());
    }

    @Test
    void directSqlThatAddsToAJournalFails() {
        var entry = booked(topUp("100", "3.20"));
        refusedSql(
                "written before",
                """
                insert into journal_line
                    (book_id, journal_id, entry_no, line_no, code, owner, currency, micro)
                values (1, ?, 1, 5, 1020, 'market', 'USD', -5), (1, ?, 1, 6, 2010, 'b', 'USD', 5)
                """,
                entry.id(),
                entry.id());
        refusedSql(
                "has no lines",
                """
                insert into journal (book_id, id, kind, external_ref, payload_hash, booked_at,
                    basis) values (1, ?, 'TOPUP', ?, '', now(), '{}')\
                """,
                UUID.randomUUID(),
                ref());
    }

    @Test
    void journalsNeitherChangeNorGo() {
        booked(topUp("100", "3.20"));
        for (var change :
                List.of(
                        "update journal set basis = '{}'",
                        "delete from journal",
                        "truncate journal cascade",
                        "update journal_line set owner = 'market'",
                        "delete from journal_line",
                        "truncate journal_line")) {
            refusedSql("append-only", change);
        }
    }

    private static TestLedger at(Instant instant) {
        return TestLedger.on(DATABASE, Clock.fixed(instant, ZoneOffset.UTC));
    }

    private TopUp topUp(String amount, String fee) {
        return new TopUp(ref(), buyer, usd(amount), usd(fee), Map.of("processor", "test"));
    }

    private JournalEntry booked(Template movement) {
        return booked(ledger, movement);
    }

    private static JournalEntry booked(TestLedger on, Template movement) {
        return assertInstanceOf(Journal.Outcome.Booked.class, on.journal().book(movement)).entry();
    }

    private Money balance(AccountCode code, UUID owner) {
        return journal.balance(Account.of(code, owner, USD));
    }

    private static String ref() {
        return UUID.randomUUID().toString();
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }
}
