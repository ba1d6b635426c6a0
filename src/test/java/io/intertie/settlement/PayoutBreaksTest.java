package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ABE;
import static io.intertie.settlement.TestMarket.ADA;
import static io.intertie.settlement.TestMarket.CNY;
import static io.intertie.settlement.TestMarket.EVE;
import static io.intertie.settlement.TestMarket.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.billing.BankFixture;
import io.intertie.ledger.AccountCode;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the bank says and the books do not is a break that moves nothing; a hostile file is
/// refused.
@Tag("money")
class PayoutBreaksTest extends SentPayout {
    @Test
    void whatDoesNotFitIsABreakAndStaysWhereItIs() {
        var wrong = BankAnswers.account(payout);
        wrong.entry("DBIT", "B1", "275.76", BankAnswers.left(payout, cny("275.76"), NUMBER));
        BankAnswers.left(wrong, "B2", payout, "6222020200112233446");
        wrong.entry(
                "DBIT", "B3", "12.00", BankAnswers.details("nobodys", cny("12"), "DBIT", "", ""));
        wrong.entry(
                "CRDT",
                "B4",
                "13.00",
                BankAnswers.details("nobodys", cny("13"), "CRDT", "", BankAnswers.reason("AC04")));
        BankAnswers.back(wrong, "B5", payout, cny("275.00"), BankAnswers.reason("AC04"));
        var report = receive(wrong.file());

        assertEquals(0, report.settled() + report.returned());
        assertEquals(5, report.broken());
        assertBreak(PayoutBreak.Kind.AMOUNT, "B1");
        assertBreak(PayoutBreak.Kind.ACCOUNT, "B2");
        assertBreak(PayoutBreak.Kind.UNKNOWN, "B3");
        assertBreak(PayoutBreak.Kind.UNKNOWN, "B4");
        assertBreak(PayoutBreak.Kind.AMOUNT, "B5");
        assertEquals(Payout.State.SENT, now().state());
        // Both credits wait, and nothing else has moved.
        assertEquals(cny("288"), unmatched());
        assertEquals(cny("275.77"), market.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, CNY));
        assertEquals(5, receive(wrong.file()).known());
        assertEquals(5, market.bankHalf.breaks().size());
    }

    @Test
    void aPayoutThatTheBankSaysNothingOfIsShownUntilItsLineComes() {
        assertEquals(List.of(), market.bankHalf.breaks());
        market.clock.move(Duration.ofDays(6));
        assertBreak(PayoutBreak.Kind.UNANSWERED, payout.reference());
        receive(booked("B1").file());
        assertEquals(List.of(), market.bankHalf.breaks());
    }

    @Test
    void anotherCurrencyIsABreak() {
        var dollars = new BankFixture("USD");
        var amount = Money.of("275.77", TestMarket.USD);
        dollars.entry("DBIT", "B1", "275.77", BankAnswers.left(payout, amount, NUMBER));
        assertEquals(1, receive(dollars.file()).broken());
        assertBreak(PayoutBreak.Kind.CURRENCY, "B1");
    }

    @Test
    void aPayoutThatLeavesTwiceIsABreakEvenWithinOneEntry() {
        var parts =
                BankAnswers.left(payout, payout.amount(), NUMBER)
                        + BankAnswers.left(payout, payout.amount(), NUMBER);
        var report =
                receive(BankAnswers.account(payout).entry("DBIT", "B1", "551.54", parts).file());
        assertEquals(1, report.settled());
        assertEquals(1, report.broken());
        assertBreak(PayoutBreak.Kind.BOOKED_TWICE, "B1");
        var other = booked("B2").named("STMT-2", "2026-11-25", "448.46");
        assertEquals(1, receive(other.file()).broken());
        assertBreak(PayoutBreak.Kind.BOOKED_TWICE, "B2");
        assertEquals(1, market.rows("journal where kind = 'PAYOUT_BOOKED'"));
    }

    @Test
    void whatWasNeverSentAndWhatTheBankBothRejectsAndBooksAreBreaks() {
        receive(booked("B1").file());
        receive(BankAnswers.report(payout, BankAnswers.rejected("1", "275.77"), ""));
        assertBreak(PayoutBreak.Kind.BOOKED_AND_REJECTED, "RPT-1");
        assertEquals(Payout.State.SETTLED, now().state());

        market.serve("100");
        var waiting = market.close().payout();
        var early =
                BankAnswers.left(
                        BankAnswers.account(waiting).named("S2", "2026-11-25", "724.23"),
                        "B2",
                        waiting,
                        NUMBER);
        assertEquals(1, receive(early.file()).broken());
        assertBreak(PayoutBreak.Kind.NOT_SENT, "B2");
        assertEquals(Payout.State.AWAITING_APPROVAL, state(waiting));

        done(market.closing.approve(waiting.id(), ABE));
        receive(
                BankAnswers.report(
                        "RPT-2",
                        waiting.reference(),
                        BankAnswers.rejected("1", waiting.amount().minorText()),
                        ""));
        assertEquals(Payout.State.FAILED, state(waiting));
        var late =
                BankAnswers.left(
                        BankAnswers.account(waiting).named("S3", "2026-11-26", "634.23"),
                        "B3",
                        waiting,
                        NUMBER);
        receive(late.file());
        assertBreak(PayoutBreak.Kind.BOOKED_AND_REJECTED, "B3");
    }

    @Test
    void aReportThatCountsOtherwiseIsABreakAndOneThatContradictsItselfIsRefused() {
        for (var group :
                List.of(BankAnswers.rejected("2", "275.77"), BankAnswers.rejected("1", "275.78"))) {
            var id = "RPT-" + group.hashCode();
            receive(BankAnswers.report(id, payout.reference(), group, ""));
            assertBreak(PayoutBreak.Kind.TOTALS, id);
        }
        receive(BankAnswers.report(payout, "", one("RJCT", "275.78")));
        assertBreak(PayoutBreak.Kind.AMOUNT, "RPT-1");
        receive(BankAnswers.report("RPT-9", "PO-1999-000001", BankAnswers.rejected("1", "1"), ""));
        assertBreak(PayoutBreak.Kind.UNKNOWN, "RPT-9");
        assertEquals(Payout.State.SENT, now().state());

        refused("contradicts", BankAnswers.report(payout, "<GrpSts>RJCT</GrpSts>", one("ACSP")));
        refused("DtldNbOfTxs", text(one("RJCT").replace(">1</DtldNbOfTxs>", ">2</DtldNbOfTxs>")));
        refused("status", text(one("YES")));
        refused("pain.001", replaced("pain.001.001.09", "camt.053.001.08"));
        refused(
                "document type",
                replaced("<Document", "<!DOCTYPE Document [<!ENTITY x 'y'>]><Document"));
        refused("malformed", replaced("2026-11-24T08:00:00Z", "yesterday"));
        refused("malformed", text(one("RJCT", "1E9")));
        refused("malformed", text(one("RJCT", "-1")));
    }

    @Test
    void onlyAnAdminReadsFilesAndClearsBreaks() {
        var file = booked("B1").file();
        var problem = assertThrows(Problem.class, () -> market.bankHalf.receive(file, EVE));
        assertEquals(ProblemType.FORBIDDEN, problem.type());
        receive(
                BankAnswers.account(payout)
                        .entry(
                                "DBIT",
                                "B3",
                                "12.00",
                                BankAnswers.details("x", cny("12"), "DBIT", "", ""))
                        .file());
        var found = market.bankHalf.breaks().getFirst();
        assertThrows(Problem.class, () -> market.bankHalf.clear(found.id(), "x", EVE));
        assertThrows(Problem.class, () -> market.bankHalf.clear(found.id(), " ", ADA));
        market.bankHalf.clear(found.id(), "a tax", ADA);
        assertEquals(List.of(), market.bankHalf.breaks());
        assertThrows(Problem.class, () -> market.bankHalf.clear(found.id(), "a tax", ADA));
        assertEquals("payout-break.cleared", market.trail.latest(1).getFirst().action());
    }
}
