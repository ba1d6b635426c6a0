package io.intertie.billing;

import static io.intertie.billing.TestBilling.ANN;
import static io.intertie.billing.TestBilling.NOTHING_SENT;
import static io.intertie.billing.TestBilling.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.AuditEntry;
import io.intertie.billing.BankFiles.Received;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.AccountCode;
import io.intertie.money.Currency;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// I15: what the bank says has come in is in a wallet, in 1020, or in 2040; once, and never lost.
@Tag("money")
class BankFilesTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-25T06:00:00Z"), ZoneOffset.UTC);

    private final TestBilling billing =
            TestBilling.on(TestDatabase.fresh(), TestSettings.standard(), CLOCK);
    private final UUID buyer = UUID.randomUUID();
    private final String reference = billing.references().of(buyer, Currency.of("EUR")).reference();
    private final BankFixture bank = new BankFixture("EUR");

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), billing.ledger().coherence().faults());
    }

    @Test
    void aTransferWithItsReferenceEntersTheWalletHoweverItIsWritten() {
        var spaced = reference.replaceAll("(.{4})(?=.)", "$1 ").toLowerCase(java.util.Locale.ROOT);
        var report =
                receive(
                        bank.credit("A1", "250.00", "Invoice 7 " + reference + " thanks")
                                .credit("A2", "100.00", spaced)
                                .entry(
                                        "CRDT",
                                        "A3",
                                        "50.00",
                                        BankFixture.structured("50.00", reference))
                                .file());
        assertEquals(3, report.credited());
        assertEquals(money("400", "EUR"), billing.available(buyer, "EUR"));
        assertEquals("-400.000000", billing.balance(AccountCode.BANK, "EUR"));
    }

    @Test
    void theSameFileAgainAndTheSameEntryInAnotherFileBookNothingNew() {
        var entry = new BankFixture("EUR").credit("A1", "250.00", reference);
        var notified =
                billing.bankFiles()
                        .receive(BankFixture.bytes(entry.notification()), NOTHING_SENT, ANN);
        assertEquals(1, notified.credited());
        var late = bank.credit("A1", "250.00", reference).credit("A2", "10.00", reference);
        var report = receive(late.file());
        assertEquals(1, report.known());
        assertEquals(1, report.credited());
        assertEquals(2, receive(late.file()).known());
        assertEquals(money("260", "EUR"), billing.available(buyer, "EUR"));
    }

    @Test
    void thirtyTwoUploadsAtOnceBookEachEntryOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            bank.credit("A" + i, "10.00", reference);
        }
        var file = bank.file();
        try (var threads = Executors.newFixedThreadPool(32)) {
            Callable<BankFiles.Report> upload = () -> receive(file);
            var credited = 0;
            for (var done : threads.invokeAll(Collections.nCopies(32, upload))) {
                credited += done.get().credited();
            }
            assertEquals(20, credited);
        }
        assertEquals(money("200", "EUR"), billing.available(buyer, "EUR"));
    }

    @Test
    void whatNamesNobodyOrSeveralOrTheWrongCurrencyWaits() {
        var other = billing.references().of(UUID.randomUUID(), Currency.of("EUR")).reference();
        var dollars = billing.references().of(buyer, Currency.of("USD")).reference();
        var wrong = reference.substring(0, 15) + (reference.endsWith("1") ? "2" : "1");
        receive(
                bank.credit("A1", "1.00", "")
                        .credit("A2", "2.00", wrong)
                        .credit("A3", "3.00", reference + " " + other)
                        .credit("A4", "4.00", dollars)
                        .credit("A5", "5.00", "RF18539007547034")
                        .file());
        assertEquals(
                List.of(
                        "no-reference",
                        "no-reference",
                        "several-references",
                        "other-currency",
                        "no-reference"),
                billing.receipts().unmatched().stream()
                        .map(line -> line.doubt().orElse(""))
                        .toList());
        assertEquals("15.000000", billing.balance(AccountCode.UNMATCHED_RECEIPTS, "EUR"));
        assertEquals(money("0", "EUR"), billing.available(buyer, "EUR"));
    }

    @Test
    void anAdminSaysWhoseAReceiptIsOnce() {
        receive(bank.credit("A1", "75.00", "thanks").file());
        var line = billing.receipts().unmatched().getFirst();
        var dollars = billing.references().of(buyer, Currency.of("USD")).reference();
        assertThrows(Problem.class, () -> billing.receipts().match(line.id(), "RF00", ANN));
        assertThrows(Problem.class, () -> billing.receipts().match(line.id(), dollars, ANN));
        assertEquals(1, billing.receipts().unmatched().size());

        billing.receipts().match(line.id(), reference, ANN);
        assertEquals(money("75", "EUR"), billing.available(buyer, "EUR"));
        assertEquals("0.000000", billing.balance(AccountCode.UNMATCHED_RECEIPTS, "EUR"));
        var again =
                assertThrows(
                        Problem.class, () -> billing.receipts().match(line.id(), reference, ANN));
        assertEquals(ProblemType.CONFLICT, again.type());
        assertThrows(Problem.class, () -> billing.receipts().giveBack(line.id(), "x", ANN));
        assertEquals(
                List.of("bank-file.received", "receipt.matched"),
                billing.trail().latest(10).reversed().stream().map(AuditEntry::action).toList());
    }

    @Test
    void aReceiptThatIsNobodysGoesBack() {
        receive(bank.credit("A1", "75.00", "").file());
        var line = billing.receipts().unmatched().getFirst();
        billing.receipts().giveBack(line.id(), "sent to the wrong account", ANN);
        assertEquals("0.000000", billing.balance(AccountCode.UNMATCHED_RECEIPTS, "EUR"));
        assertEquals("0.000000", billing.balance(AccountCode.BANK, "EUR"));
    }

    @Test
    void onePayersPartsOfACollectiveEntryAreLinesAndPartsThatDoNotAddUpWaitTogether() {
        var parts =
                BankFixture.details("30.00", "Anna", reference)
                        + BankFixture.details("20.00", "Bert", "no reference");
        receive(
                bank.entry("CRDT", "A1", "50.00", parts)
                        .entry("CRDT", "A2", "60.00", parts)
                        .file());
        assertEquals(money("30", "EUR"), billing.available(buyer, "EUR"));
        assertEquals("80.000000", billing.balance(AccountCode.UNMATCHED_RECEIPTS, "EUR"));
        assertEquals(Optional.of("details"), billing.receipts().unmatched().getLast().doubt());
    }

    @Test
    void aProcessorsPayoutIsBookedAsOneWhetherItIsToldBeforeOrAfter() {
        var payout =
                new ProcessorPayouts.Told(
                        "po_1", money("96.80", "EUR"), Optional.empty(), day("2026-11-24"), true);
        billing.payouts().note(payout);
        receive(bank.credit("A1", "96.80", "STRIPE PAYOUT").file());
        assertEquals("96.800000", billing.balance(AccountCode.PSP_CLEARING, "EUR"));

        receive(
                new BankFixture("EUR")
                        .named("STMT-2", "2026-11-25", "1096.80")
                        .credit("A2", "50.00", "STRIPE PAYOUT")
                        .file());
        assertEquals("50.000000", billing.balance(AccountCode.UNMATCHED_RECEIPTS, "EUR"));
        var line = billing.receipts().unmatched().getFirst();
        assertThrows(Problem.class, () -> billing.receipts().isPayout(line.id(), ANN));
        billing.payouts()
                .note(
                        new ProcessorPayouts.Told(
                                "po_2",
                                money("50", "EUR"),
                                Optional.empty(),
                                day("2026-11-25"),
                                true));
        billing.receipts().isPayout(line.id(), ANN);
        assertEquals("0.000000", billing.balance(AccountCode.UNMATCHED_RECEIPTS, "EUR"));
        assertEquals("146.800000", billing.balance(AccountCode.PSP_CLEARING, "EUR"));
    }

    @Test
    void whatLeavesIsNotedAndNotBooked() {
        var report = receive(bank.debit("A1", "20.00").file());
        assertEquals(1, report.noted());
        assertEquals(Received.State.NOTED, billing.bankFiles().latest().getFirst().state());
        assertEquals("0.000000", billing.balance(AccountCode.BANK, "EUR"));
    }

    @Test
    void aNotificationWithoutTheBanksReferenceWaitsForTheStatement() {
        var entry = new BankFixture("EUR").credit("", "25.00", reference);
        var report =
                billing.bankFiles()
                        .receive(BankFixture.bytes(entry.notification()), NOTHING_SENT, ANN);
        assertEquals(1, report.waiting());
        assertEquals(money("0", "EUR"), billing.available(buyer, "EUR"));
        receive(bank.credit("", "25.00", reference).file());
        receive(bank.file());
        assertEquals(money("25", "EUR"), billing.available(buyer, "EUR"));
    }

    @Test
    void aStatementThatDoesNotFollowOnTheOneBeforeIsShown() {
        receive(bank.credit("A1", "10.00", reference).file());
        receive(new BankFixture("EUR").named("STMT-2", "2026-11-25", "1010.00").file());
        assertEquals(List.of(), billing.bankFiles().gaps());
        receive(new BankFixture("EUR").named("STMT-4", "2026-11-27", "1500.00").file());
        var gap = billing.bankFiles().gaps().getFirst();
        assertEquals("STMT-4", gap.statementId());
        assertEquals(money("1010", "EUR"), gap.closed());
        assertEquals(money("1500", "EUR"), gap.opens());
    }

    @Test
    void aFileThatDoesNotAgreeWithItselfIsRefusedWhole() {
        bank.credit("A1", "10.00", reference).credit("A2", "20.00", reference);
        assertRefused(bank.statement(new BigDecimal("1031.00"), 2), "balances");
        assertRefused(bank.statement(new BigDecimal("1030.00"), 3), "TtlNtries");
        assertRefused(
                bank.statement().replace(BankFixture.IBAN, "DE02120300000000202051"), "not ours");
        assertRefused(bank.statement().replace(">10.00<", ">10.001<"), "decimals");
        assertRefused(bank.statement().replace(">10.00<", ">-10.00<"), "malformed");
        assertRefused(bank.statement().replace(">10.00<", ">1E900000000<"), "malformed");
        assertRefused(bank.statement().replace("Ccy=\"EUR\"", "Ccy=\"XXQ\""), "malformed");
        assertRefused(bank.statement().replace("053.001.08", "053.001.02"), "neither");
        assertTrue(
                billing.trail().latest(20).stream()
                        .allMatch(act -> act.action().equals("bank-file.refused")));
    }

    @Test
    void onlyAnAdminUploads() {
        var bea = new Actor("bea", buyer, Set.of(Role.BUYER), "192.0.2.1");
        var problem =
                assertThrows(
                        Problem.class,
                        () -> billing.bankFiles().receive(bank.file(), NOTHING_SENT, bea));
        assertEquals(ProblemType.FORBIDDEN, problem.type());
        assertFalse(problem.detail().isEmpty());
    }

    private BankFiles.Report receive(byte[] file) {
        return billing.bankFiles().receive(file, NOTHING_SENT, ANN);
    }

    private void assertRefused(String xml, String why) {
        var problem = assertThrows(Problem.class, () -> receive(BankFixture.bytes(xml)));
        assertTrue(problem.detail().contains(why), problem.detail());
        assertEquals("0.000000", billing.balance(AccountCode.BANK, "EUR"));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
