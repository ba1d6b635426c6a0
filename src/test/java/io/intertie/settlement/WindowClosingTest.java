package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ABE;
import static io.intertie.settlement.TestMarket.ADA;
import static io.intertie.settlement.TestMarket.CNY;
import static io.intertie.settlement.TestMarket.EVE;
import static io.intertie.settlement.TestMarket.USD;
import static io.intertie.settlement.TestMarket.actor;
import static io.intertie.settlement.TestMarket.done;
import static io.intertie.settlement.TestMarket.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Role;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.metering.Charge;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.DatabaseFailed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// I12: one open window for each provider and currency, and closed totals are frozen.
@Tag("money")
class WindowClosingTest {
    private final TestMarket market = new TestMarket();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), market.ledger.coherence().faults());
    }

    @Test
    void whatWasGivenBackIsNotPaidOut() {
        var request = market.serve("300");
        market.serve("6");
        var journal = market.ledger.journal();
        var charge = journal.find(JournalEntry.Kind.CAPTURE, request.toString()).orElseThrow();
        var half = Money.of("0.5", Currency.of("USD"));
        market.ledger.reversals().refund("refund-1", charge.id(), half, Map.of());

        var statement = done(market.closing.close(market.window().id(), ADA)).statement();

        assertEquals(cny("156"), statement.gross());
        assertEquals(List.of(), failed(statement));
    }

    @Test
    void aWindowClosesIntoAStatementAndAPayout() {
        market.serve("300.415434");
        market.serve("6");
        var opened = market.window();

        var done = done(market.closing.close(opened.id(), ADA));

        var statement = done.statement();
        assertEquals(cny("306.415434"), statement.gross());
        assertEquals(cny("30.641543"), statement.reserve());
        assertEquals(cny("275.773891"), statement.due());
        assertEquals(cny("275.77"), statement.payable());
        assertEquals(cny("0.003891"), statement.carried());
        assertEquals(2, statement.requests());
        assertEquals(List.of(), failed(statement));
        assertEquals(
                List.of(
                        new Statement.Line(
                                TestMarket.MODEL,
                                2,
                                10_600,
                                2_200,
                                new BigDecimal("306.415434000000"))),
                statement.lines());
        assertEquals(SettlementWindow.State.CLOSED, done.window().state());
        assertEquals(Payout.State.AWAITING_APPROVAL, done.payout().state());
        assertEquals(cny("275.77"), done.payout().amount());
        assertEquals("PO-2026-000001", done.payout().reference());
        assertEquals(32, done.payout().endToEndId().length());

        var entry = market.ledger.journal().find(JournalEntry.Kind.WINDOW_CLOSE, "" + opened.id());
        assertEquals(
                """
                provider:provider:accrued CNY -> provider:provider:due CNY 275.773891
                provider:provider:accrued CNY -> provider:provider:reserve CNY 30.641543\
                """,
                String.join(
                                "\n",
                                entry.orElseThrow().postings().stream()
                                        .map(Object::toString)
                                        .toList())
                        .replace(market.provider.toString(), "provider"));
        assertEquals(cny("0"), market.balance(AccountCode.PROVIDER_ACCRUED, market.provider, CNY));
    }

    @Test
    void aStatementIsReadBackAsItWasFrozen() {
        market.serve("12.5");
        var statement = market.close().statement();

        assertEquals(statement, market.settlements.statement(statement.windowId()).orElseThrow());
        var text = market.settlements.statementText(statement.windowId()).orElseThrow();
        assertEquals(statement.hash(), StatementText.sha256(text));
        assertTrue(text.startsWith("{\"broughtForward\":\"0.000000\",\"carried\""), text);
        var again = List.of(text.split("\"(?=[a-zA-Z]+\":)", -1));
        assertTrue(again.size() > 20, text);
    }

    @Test
    void whatBuyersPaidIsToldByCurrency() {
        market.serve(market.provider, cny("70"), "10");
        market.serve(market.provider, cny("30"), "4.50");

        assertEquals(
                List.of(
                        new Statement.Collection(
                                USD, 2, usd("14.50"), usd("0"), usd("0.725"), usd("13.775"))),
                market.close().statement().collected());
    }

    @Test
    void theNextWindowOpensWhereTheFirstClosedAndPaysWhatWasCarried() {
        market.serve("306.415434");
        var first = market.close();
        var next = market.window();
        assertEquals(2, next.sequence());
        assertEquals(first.window().closesAt().orElseThrow(), next.opensAt());

        market.serve("10.01");
        var second = market.close().statement();

        assertEquals(cny("10.01"), second.gross());
        assertEquals(1, second.requests());
        assertEquals(cny("0.003891"), second.broughtForward());
        assertEquals(cny("9.01"), second.payable(), "9.009 due and 0.003891 brought forward");
        assertEquals(cny("0.002891"), second.carried());
        assertEquals(List.of(), failed(second));
        assertEquals(1, second.collected().getFirst().captures());
    }

    @Test
    void aWindowBelowOneMinorUnitStaysOpenAndIsCarriedForward() {
        assertTrue(refusal(market.closing.close(market.window().id(), ADA)).contains("nothing"));
        market.serve("0.009");
        var refusal = refusal(market.closing.close(market.window().id(), ADA));
        assertTrue(refusal.contains("CNY 0.008100 is carried forward"), refusal);
        assertTrue(market.window().isOpen());
        assertEquals(1, market.window().sequence());

        market.serve("0.011");
        assertEquals(cny("0.01"), market.close().payout().amount());
    }

    @Test
    void aDryRunSaysWhatTheCloseWouldAndWritesNothing() {
        market.serve("306.415434");
        var dry = market.settlements.dryRun(market.window().id());
        assertEquals(0, market.rows("statement"));
        assertEquals(0, market.rows("payout"));

        var real = market.close().statement();
        assertEquals(dry.payable(), real.payable());
        assertEquals(dry.lines(), real.lines());
        assertEquals(dry.controls(), real.controls());
    }

    @Test
    void aWindowClosesOnce() {
        market.serve("100");
        var window = market.window().id();
        done(market.closing.close(window, ADA));
        market.serve("100");

        assertTrue(refusal(market.closing.close(window, ABE)).contains("closed already"));
        var problem = assertThrows(Problem.class, () -> market.settlements.dryRun(window));
        assertEquals(ProblemType.CONFLICT, problem.type());
    }

    @Test
    void aClosedWindowAndItsPapersAreFrozen() {
        market.serve("100");
        market.close();
        for (var change :
                List.of(
                        "update settlement_window set closes_at = now() where state = 'CLOSED'",
                        "update settlement_window set provider_id = id where state = 'OPEN'",
                        "delete from settlement_window",
                        "update statement set gross_micro = 1",
                        "delete from statement",
                        "update settled_usage set requests = 0",
                        "update settled_collection set paid_micro = 0",
                        "update payout set micro = 1",
                        "delete from payout")) {
            assertThrows(DatabaseFailed.class, () -> market.database.sql(change).update(), change);
        }
        var second =
                assertThrows(
                        DatabaseFailed.class,
                        () ->
                                market.database
                                        .sql(
                                                "insert into settlement_window (id, provider_id,"
                                                        + " currency, sequence, opens_at, state)"
                                                        + " values (?, ?, 'CNY', 9, now(), 'OPEN')",
                                                UUID.randomUUID(),
                                                market.provider)
                                        .update());
        assertTrue(second.isDuplicate());
    }

    @Test
    void usageThatTheLedgerDoesNotKnowKeepsTheWindowOpen() {
        market.serve("100");
        var request = UUID.randomUUID();
        market.usage
                .store()
                .write(
                        market.record(request, market.provider, CNY),
                        new Charge(request, USD, 1, CNY, 1));

        var refusal = refusal(market.closing.close(market.window().id(), ADA));

        assertTrue(refusal.contains("usage-equals-ledger (usage 100.000000000001, "), refusal);
        assertTrue(market.window().isOpen());
    }

    @Test
    void usageThatOnlyOneSidePaysKeepsTheWindowOpen() {
        market.serve("100");
        market.serve(market.provider, CNY, 1_000_000, 0);

        var refusal = refusal(market.closing.close(market.window().id(), ADA));
        assertTrue(refusal.contains("nothing-unpriced (1 paid by one side only)"), refusal);
    }

    @Test
    void onlyAnAdminCloses() {
        market.serve("100");
        var window = market.window().id();
        for (var stranger :
                List.of(
                        EVE,
                        actor("pam", market.provider, Role.PROVIDER),
                        actor("bea", market.buyer, Role.BUYER))) {
            var problem =
                    assertThrows(
                            Problem.class,
                            () -> market.closing.close(window, stranger),
                            "" + stranger);
            assertEquals(ProblemType.FORBIDDEN, problem.type());
        }
        assertEquals(0, market.rows("audit_entry"));
        var missing =
                assertThrows(Problem.class, () -> market.closing.close(UUID.randomUUID(), ADA));
        assertEquals(ProblemType.NOT_FOUND, missing.type());
    }

    @Test
    void aCloseIsInTheAuditTrail() {
        market.serve("100");
        var done = market.close();
        var entry = market.trail.latest(1).getFirst();
        assertEquals("window.closed", entry.action());
        assertEquals("ada", entry.actor());
        assertTrue(entry.detail().contains(done.statement().hash()), entry.detail());
    }

    private static List<Statement.Control> failed(Statement statement) {
        return statement.controls().stream().filter(control -> !control.passed()).toList();
    }

    private static Money cny(String major) {
        return Money.of(major, CNY);
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }
}
