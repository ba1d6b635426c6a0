package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ABE;
import static io.intertie.settlement.TestMarket.CNY;
import static io.intertie.settlement.TestMarket.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.prowidesoftware.swift.model.mx.MxPain00200110;
import io.intertie.billing.BankFiles;
import io.intertie.billing.BankFixture;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.platform.persistence.DatabaseFailed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// I13 and I15 where money leaves and comes back: what the bank says of a payout is booked once.
@Tag("money")
class BankHalfTest extends SentPayout {
    @Test
    void aPayoutThatTheBankBookedIsSettledOnceWhateverFileSaysIt() {
        var notified = BankAnswers.left(BankAnswers.account(payout), "B1", payout, NUMBER);
        var report = receive(BankFixture.bytes(notified.notification()));
        assertEquals(1, report.settled());
        assertEquals(Payout.State.SETTLED, now().state());
        assertEquals(SettlementWindow.State.SETTLED, window().state());
        assertEquals(
                "market:payout:in-transit CNY -> market:bank CNY 275.770000",
                text(JournalEntry.Kind.PAYOUT_BOOKED));
        assertEquals(cny("0"), market.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, CNY));
        assertEquals("2026-11-24", now().booked().orElseThrow().on().toString());

        // The same file, the day's statement with the same entry, and that without its reference.
        assertEquals(1, receive(BankFixture.bytes(notified.notification())).known());
        assertEquals(1, receive(notified.file()).known());
        var unnamed = BankAnswers.left(BankAnswers.account(payout), "", payout, NUMBER);
        var again = receive(unnamed.named("STMT-2", "2026-11-24", "1000.00").file());
        assertEquals(0, again.settled() + again.broken());
        assertEquals(1, again.noted());
        assertEquals(1, market.rows("journal where kind = 'PAYOUT_BOOKED'"));
        assertEquals(List.of(), market.bankHalf.breaks());
        // 275.77 were bought, and have left.
        assertEquals(cny("0"), market.ofMarket(AccountCode.BANK, CNY));
    }

    @Test
    void filesThatAreReadAtOnceSettleOnce() throws Exception {
        var notified = BankAnswers.left(BankAnswers.account(payout), "B1", payout, NUMBER);
        var unnamed = BankAnswers.left(BankAnswers.account(payout), "", payout, NUMBER).file();
        var calls =
                Stream.of(notified.file(), unnamed, notified.file(), unnamed)
                        .map(file -> (Callable<BankFiles.Report>) () -> receive(file))
                        .toList();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var settled = 0;
            for (var report : pool.invokeAll(calls)) {
                settled += report.get().settled();
            }
            assertEquals(1, settled);
        }
        assertEquals(List.of(), market.bankHalf.breaks());
        assertEquals(1, market.rows("journal where kind = 'PAYOUT_BOOKED'"));
    }

    @Test
    void aFileThatIsRejectedWholeIsDueAgainWithItsReason() {
        var rejection = BankAnswers.report(payout, BankAnswers.rejected("1", "275.77"), "");
        var read = MxPain00200110.parse(new String(rejection, StandardCharsets.UTF_8));
        assertEquals(
                payout.reference(),
                read.getCstmrPmtStsRpt().getOrgnlGrpInfAndSts().getOrgnlMsgId());

        assertEquals(1, receive(rejection).returned());
        assertEquals(Payout.State.FAILED, now().state());
        assertEquals(Optional.of("AM04"), now().returned().orElseThrow().reason());
        assertEquals(
                "market:payout:in-transit CNY -> provider:provider:due CNY 275.770000",
                text(JournalEntry.Kind.PAYOUT_RETURNED));
        assertEquals(cny("275.773891"), due());
        assertEquals(0, receive(rejection).returned());
        var second = BankAnswers.report("RPT-2", payout.reference(), "", one("RJCT", "275.77"));
        var again = receive(second);
        assertEquals(0, again.returned() + again.broken());
        assertEquals(1, again.known());
        assertEquals(cny("275.773891"), due());
    }

    @Test
    void onePaymentOfAFileIsRejectedByItsEndToEndId() {
        var group = "<OrgnlNbOfTxs>1</OrgnlNbOfTxs><GrpSts>PART</GrpSts>";
        var rejection = BankAnswers.report(payout, group, one("RJCT", "275.77"));
        var read = MxPain00200110.parse(new String(rejection, StandardCharsets.UTF_8));
        assertEquals(
                payout.endToEndId(),
                read.getCstmrPmtStsRpt()
                        .getOrgnlPmtInfAndSts()
                        .get(0)
                        .getTxInfAndSts()
                        .get(0)
                        .getOrgnlEndToEndId());
        var other = sentToo();

        assertEquals(1, receive(rejection).returned());

        assertEquals(Optional.of("AC01 no such account"), now().returned().orElseThrow().reason());
        assertEquals(Payout.State.FAILED, now().state());
        assertEquals(Payout.State.SENT, state(other));
    }

    @Test
    void whatTheBankOnlyAcceptsMovesNothing() {
        for (var status : List.of("ACTC", "ACSP", "ACSC", "PDNG")) {
            var report = receive(BankAnswers.report(payout, "", one(status, "275.77")));
            assertEquals(0, report.settled() + report.returned() + report.broken(), status);
        }
        assertEquals(Payout.State.SENT, now().state());
    }

    @Test
    void aLateReturnIsDueAgainAndTheBankKeepsItsFee() {
        receive(booked("B1").file());
        market.clock.move(Duration.ofDays(9));
        var more = BankAnswers.charge(cny("20")) + BankAnswers.reason("AC04");
        var returned =
                BankAnswers.back(
                        BankAnswers.account(payout).named("S9", "2026-12-03", "724.23"),
                        "R1",
                        payout,
                        cny("255.77"),
                        more);

        assertEquals(1, receive(returned.file()).returned());
        assertEquals(
                """
                market:bank CNY -> provider:provider:due CNY 275.770000
                market:psp:fees CNY -> market:bank CNY 20.000000\
                """,
                text(JournalEntry.Kind.PAYOUT_RETURNED));
        var answer = now().returned().orElseThrow();
        assertEquals(Optional.of("AC04 account closed"), answer.reason());
        assertEquals(cny("20"), answer.fee());
        assertEquals(Payout.State.FAILED, now().state());
        assertEquals(1, receive(returned.file()).known());
        assertEquals(cny("275.773891"), due());
        assertEquals(cny("0"), unmatched());

        // Again under another name of the bank: no second return.
        var twice =
                BankAnswers.back(
                        BankAnswers.account(payout).named("S10", "2026-12-04", "980.00"),
                        "R2",
                        payout,
                        cny("275.77"),
                        BankAnswers.reason("AC04"));
        var report = receive(twice.file());
        assertEquals(0, report.returned());
        assertEquals(1, report.broken());
        assertBreak(PayoutBreak.Kind.RETURNED_TWICE, "R2");
        assertEquals(cny("275.77"), unmatched());
        assertEquals(cny("275.773891"), due());
    }

    @Test
    void aReturnThatIsToldBeforeItsBookingEndsInTheSameBooks() {
        var returned = back("R1", "275.77", BankAnswers.reason("AC06"));
        assertEquals(1, receive(returned.file()).returned());
        assertEquals(Payout.State.FAILED, now().state());
        assertEquals(cny("275.77"), market.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, CNY));

        var late = booked("B1").named("STMT-0", "2026-11-24", "1000.00");
        assertEquals(1, receive(late.file()).settled());
        assertEquals(Payout.State.FAILED, now().state());
        assertEquals(cny("0"), market.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, CNY));
        assertEquals(cny("-275.77"), market.ofMarket(AccountCode.BANK, CNY));
        assertEquals(cny("275.773891"), due());
        assertEquals(List.of(), market.bankHalf.breaks());
    }

    @Test
    void whatCameBackIsPaidByTheNextPayoutAndOnce() {
        receive(booked("B1").file());
        receive(back("R1", "275.77", BankAnswers.reason("AC04")).file());
        market.serve("100");
        market.banksInChina();

        var second = market.close();

        assertEquals(cny("275.77"), second.statement().returned());
        assertEquals(cny("0.003891"), second.statement().broughtForward());
        // 90 and 275.77 and 0.003891
        assertEquals(cny("365.77"), second.payout().amount());
        var sent = done(market.closing.approve(second.payout().id(), ABE)).payout();
        // What came back is at the bank: only the rest is bought.
        assertEquals(
                Optional.of(cny("90")),
                market.settlements
                        .trace(sent.id(), 1)
                        .orElseThrow()
                        .deal()
                        .map(Trace.Deal::bought));
        assertEquals(cny("0.003891"), due());
        market.serve("100");
        var third = market.close();
        assertEquals(cny("0"), third.statement().returned());
        assertEquals(cny("90.00"), third.payout().amount());
        assertTrue(third.statement().isSound());
    }

    @Test
    void whatCameBackIsPaidAgainToWhomEarnsNothingMore() {
        receive(booked("B1").file());
        receive(back("R1", "275.77", BankAnswers.reason("AC04")).file());
        market.banksInChina();

        var second = market.close();

        assertEquals(cny("0"), second.statement().gross());
        assertEquals(0, second.statement().requests());
        assertEquals(cny("275.77"), second.payout().amount());
        assertTrue(second.statement().isSound());
        var sent = done(market.closing.approve(second.payout().id(), ABE)).payout();
        assertEquals(Optional.empty(), market.settlements.trace(sent.id(), 1).orElseThrow().deal());
        assertEquals(cny("0.003891"), due());
        // Nothing is paid twice: the next window has nothing to pay.
        assertTrue(
                market.closing.close(market.window().id(), TestMarket.ADA)
                        instanceof WindowClosing.Outcome.Refused);
    }

    @Test
    void whatTheBankSaidStaysSaid() {
        receive(booked("B1").file());
        for (var change :
                List.of(
                        "update payout set state = 'SENT'",
                        "update payout set micro = 1",
                        "update payout set approved_by = 'eve'",
                        "update payout_answer set reason = 'x'",
                        "delete from payout_answer")) {
            assertThrows(DatabaseFailed.class, () -> market.database.sql(change).update(), change);
        }
    }

    @Test
    void aCrashWhileAReturnIsBookedLeavesNothingAndTheFileIsReadAgain() {
        receive(booked("B1").file());
        var returned = back("R1", "275.77", BankAnswers.reason("AC04")).file();
        market.crashAt("payout_answer");
        assertThrows(DatabaseFailed.class, () -> receive(returned));
        market.recover("payout_answer");
        assertEquals(Payout.State.SETTLED, now().state());
        assertEquals(cny("0.003891"), due());
        assertEquals(1, receive(returned).returned());
        assertEquals(cny("275.773891"), due());
    }
}
