package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ABE;
import static io.intertie.settlement.TestMarket.ADA;
import static io.intertie.settlement.TestMarket.CNY;
import static io.intertie.settlement.TestMarket.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.billing.BankFiles;
import io.intertie.billing.BankFixture;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A payout that was sent, and what its bank says of it.
///
/// After each test, I13 and I15 are counted over all that was booked.
abstract class SentPayout {
    static final String NUMBER = "6222020200112233445";

    final TestMarket market = new TestMarket();
    Payout payout = market.prepared();

    @BeforeEach
    void aPayoutWasSent() {
        payout = done(market.closing.approve(payout.id(), ABE)).payout();
    }

    /// The bank has what it was, less what left and plus what came back; nothing is in two places.
    @AfterEach
    void theBooksAgreeWithThemselvesAndWithTheBank() {
        assertEquals(List.of(), market.ledger.coherence().faults());
        var paid = market.settlements.payouts().stream().filter(SentPayout::isOut);
        var failed = market.settlements.payouts().stream().filter(SentPayout::hasFailed);
        var left = sum(paid);
        var due = market.balance(AccountCode.PROVIDER_DUE, market.provider, CNY);
        // I13: what left 2021 is what was paid and did not come back.
        assertEquals(everDue().minus(left), due);
        assertEquals(sum(failed), flow("PAYOUT_RETURNED", 2021));
        // I13, too: what was approved is what the payment files say that it is.
        var all = market.settlements.payouts().stream();
        assertEquals(sum(all.filter(one -> one.state().isApproved())), filed());
        // I15: the bank has told of all that moved in 1010, and the rest is noted and unbooked.
        assertEquals(atTheBank(), market.ofMarket(AccountCode.BANK, CNY).minus(dealt()).negated());
    }

    private static boolean isOut(Payout one) {
        return one.state() == Payout.State.SENT || one.state() == Payout.State.SETTLED;
    }

    private static boolean hasFailed(Payout one) {
        return one.state() == Payout.State.FAILED;
    }

    private static Money sum(Stream<Payout> payouts) {
        return payouts.map(Payout::amount).reduce(cny("0"), Money::plus);
    }

    private Money everDue() {
        return flow("WINDOW_CLOSE", 2021);
    }

    private Money dealt() {
        return flow("FX_DEAL", 1010);
    }

    private Money filed() {
        return market.database
                .sql(
                        "select cast(coalesce(sum(control_sum), 0) * 1000000 as bigint) as micro"
                                + " from payment_file")
                .one(row -> new Money(CNY, row.number("micro")));
    }

    private Money atTheBank() {
        return market.database
                .sql(
                        "select cast(coalesce(sum(micro), 0) as bigint) as micro from bank_line"
                                + " where currency = 'CNY' and state <> 'NOTED'")
                .one(row -> new Money(CNY, row.number("micro")));
    }

    private Money flow(String kind, int code) {
        return market.database
                .sql(
                        "select cast(coalesce(sum(l.micro), 0) as bigint) as micro from journal j"
                                + " join journal_line l on l.book_id = j.book_id"
                                + " and l.journal_id = j.id where j.kind = ? and l.code = ?"
                                + " and l.currency = 'CNY'",
                        kind,
                        code)
                .one(row -> new Money(CNY, row.number("micro")));
    }

    BankFixture booked(String ref) {
        return BankAnswers.left(BankAnswers.account(payout), ref, payout, NUMBER);
    }

    BankFixture back(String ref, String amount, String more) {
        var bank = BankAnswers.account(payout).named("BACK-" + ref, "2026-11-25", "724.23");
        return BankAnswers.back(bank, ref, payout, cny(amount), more);
    }

    String one(String status) {
        return one(status, "275.77");
    }

    String one(String status, String amount) {
        return BankAnswers.payment(payout, status, amount);
    }

    byte[] text(String payments) {
        return BankAnswers.report(payout, "", payments);
    }

    byte[] replaced(String what, String by) {
        var xml = new String(text(one("RJCT")), StandardCharsets.UTF_8);
        assertTrue(xml.contains(what), what);
        return BankFixture.bytes(xml.replace(what, by));
    }

    void refused(String why, byte[] file) {
        var problem = assertThrows(Problem.class, () -> receive(file), why);
        assertEquals(ProblemType.UNPROCESSABLE, problem.type());
        assertTrue(problem.detail().contains(why), problem.detail());
    }

    void assertBreak(PayoutBreak.Kind kind, String source) {
        assertTrue(
                market.bankHalf.breaks().stream()
                        .anyMatch(one -> one.kind() == kind && one.source().equals(source)),
                () -> kind + " of " + source + " in " + market.bankHalf.breaks());
    }

    Payout sentToo() {
        market.serve("50");
        return done(market.closing.approve(market.close().payout().id(), ABE)).payout();
    }

    BankFiles.Report receive(byte[] file) {
        return market.bankHalf.receive(file, ADA);
    }

    Payout now() {
        return market.settlements.payout(payout.id()).orElseThrow();
    }

    Payout.State state(Payout one) {
        return market.settlements.payout(one.id()).orElseThrow().state();
    }

    SettlementWindow window() {
        return market.settlements.window(payout.windowId()).orElseThrow();
    }

    Money due() {
        return market.balance(AccountCode.PROVIDER_DUE, market.provider, CNY);
    }

    Money unmatched() {
        return market.ofMarket(AccountCode.UNMATCHED_RECEIPTS, CNY);
    }

    String text(JournalEntry.Kind kind) {
        var entry = market.ledger.journal().find(kind, payout.endToEndId()).orElseThrow();
        return String.join("\n", entry.postings().stream().map(Object::toString).toList())
                .replace(market.provider.toString(), "provider");
    }

    static Money cny(String major) {
        return Money.of(major, CNY);
    }
}
