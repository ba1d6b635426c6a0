package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.movement.SlaCredit;
import io.intertie.ledger.movement.TopUp;
import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What was booked is taken back once, pro rata, at its own rate (I9).
@Tag("money")
class ReversalsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");
    private static final Database DATABASE = TestDatabase.fresh();

    private final TestLedger ledger = TestLedger.on(DATABASE, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Reversals reversals = ledger.reversals();
    private final UUID buyer = UUID.randomUUID();
    private final UUID provider = UUID.randomUUID();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    @Tag("lesson-12")
    void refundE7IsProRataAtTheOriginalRate() {
        var charge = charged("40", "38", "248.32");
        var refund = booked(refund("r-1", charge, "2"));
        reads(
                refund,
                """
                market:fee USD -> buyer:wallet USD 0.100000
                market:fx:position USD -> buyer:wallet USD 1.900000
                provider:provider:accrued CNY -> market:fx:position CNY 12.416000\
                """);
        assertEquals(charge.id().toString(), refund.basis().get("reverses"));
        assertEquals("1", refund.basis().get("part"));
        assertEquals(usd("62"), wallet().posted());
    }

    @Test
    void partsThatAddUpToTheWholeLeaveNothing() {
        var charge = charged("1", "0.95", "6.123457");
        for (var part : List.of("0.333333", "0.333333", "0.333333", "0.000001")) {
            booked(refund(ref(), charge, part));
        }
        assertEquals(usd("100"), wallet().posted());
        assertEquals(Money.zero(CNY), accrued());
        assertEquals(
                new Reversals.Outcome.TooMuch(Optional.of(usd("0"))),
                refund(ref(), charge, "0.000001"));
    }

    @Test
    void noMoreIsGivenBackThanWasTaken() {
        var charge = charged("1", "0.95", "6");
        booked(refund(ref(), charge, "0.7"));
        assertEquals(
                new Reversals.Outcome.TooMuch(Optional.of(usd("0.3"))),
                refund(ref(), charge, "0.300001"));
        assertEquals(usd("99.7"), wallet().posted());
    }

    @Test
    void theSameRefundAgainIsReplayedAndAnotherIsAConflict() {
        var charge = charged("1", "0.95", "6");
        var ref = ref();
        var refund = booked(refund(ref, charge, "0.5"));
        assertEquals(new Reversals.Outcome.Replayed(refund), refund(ref, charge, "0.5"));
        assertEquals(new Reversals.Outcome.Conflict(refund), refund(ref, charge, "0.4"));
        assertEquals(
                new Reversals.Outcome.Conflict(refund),
                refund(ref, charged("1", "0.95", "6"), "0.5"));
    }

    @Test
    void sixteenThreadsTakeOneEntryBackOnce() throws Exception {
        var charge = charged("1", "0.95", "6");
        var outcomes = together(16, () -> reversals.correct(ref(), charge.id(), Map.of()));
        assertEquals(
                1, outcomes.stream().filter(Reversals.Outcome.Booked.class::isInstance).count());
        assertEquals(usd("100"), wallet().posted());
        assertEquals(Money.zero(CNY), accrued());
    }

    @Test
    void sixteenThreadsGiveBackNoMoreThanThereWas() throws Exception {
        var charge = charged("1", "0.95", "6");
        var outcomes = together(16, () -> refund(ref(), charge, "0.3"));
        assertEquals(
                3, outcomes.stream().filter(Reversals.Outcome.Booked.class::isInstance).count());
        assertEquals(usd("99.9"), wallet().posted());
    }

    @Test
    @Tag("lesson-6")
    void correctionE24MirrorsTheEntryAndTheRightOneStandsBesideIt() {
        var wrong = new TopUp(ref(), buyer, usd("100"), usd("3.20"), Map.of());
        var entry = assertInstanceOf(Journal.Outcome.Booked.class, ledger.journal().book(wrong));
        DATABASE.transaction(() -> {
            var back = booked(reversals.correct(ref(), entry.entry().id(), Map.of("why", "typo")));
            reads(
                    back,
                    """
                    buyer:wallet USD -> market:psp:clearing USD 100.000000
                    market:psp:clearing USD -> market:psp:fees USD 3.200000\
                    """);
            var ref = wrong.paymentRef() + "/2";
            ledger.journal().book(new TopUp(ref, buyer, usd("10"), usd("0.59"), Map.of()));
        });
        assertEquals(usd("10"), wallet().posted());
        assertEquals(
                new Reversals.Outcome.TooMuch(Optional.empty()),
                reversals.correct(ref(), entry.entry().id(), Map.of()));
    }

    @Test
    void whatTheWalletHasNotIsNotTakenBack() {
        ledger.topUp(buyer, "5", "USD");
        var entry =
                assertInstanceOf(
                                Journal.Outcome.Booked.class,
                                ledger.journal()
                                        .book(new SlaCredit(ref(), buyer, usd("2"), Map.of())))
                        .entry();
        ledger.placed(buyer, "6", "USD", NOW);
        var refused =
                assertThrows(
                        DatabaseFailed.class, () -> reversals.correct(ref(), entry.id(), Map.of()));
        assertTrue(refused.isConstraint());
        assertEquals(usd("7"), wallet().posted());
    }

    @Test
    void onlyAChargeIsRefunded() {
        ledger.topUp(buyer, "5", "USD");
        var topUp =
                ledger.journal()
                        .touching(Account.of(AccountCode.BUYER_WALLET, buyer, USD), 1)
                        .getFirst();
        assertThrows(CheckFailed.class, () -> refund(ref(), topUp, "1"));
    }

    @Test
    void directSqlThatRepeatsAPartOrNamesNoJournalFails() {
        var charge = charged("1", "0.95", "6");
        booked(refund(ref(), charge, "0.5"));
        var part = "insert into reversal values (1, ?, 1, ?)";
        var refused =
                assertThrows(
                        DatabaseFailed.class,
                        () -> DATABASE.sql(part, charge.id(), UUID.randomUUID()).update());
        assertTrue(refused.isDuplicate());
        for (var change : List.of("update reversal set part = 9", "delete from reversal")) {
            assertThrows(DatabaseFailed.class, () -> DATABASE.sql(change).update(), change);
        }
    }

    /// A wallet of 100 USD, and a charge that its provider is owed in CNY.
    private JournalEntry charged(String paid, String share, String owed) {
        ledger.topUp(buyer, wallet().posted().isZero() ? "100" : paid, "USD");
        var request = ledger.placed(buyer, paid, "USD", NOW);
        var micro = Money.of(paid, USD).micro();
        var fee = micro - Money.of(share, USD).micro();
        var bps = (int) (fee * 10_000 / micro);
        var outcome =
                ledger.chargeUsage()
                        .capture(
                                new ChargeUsage.Charge(
                                        request,
                                        buyer,
                                        USD,
                                        micro * 1_000_000,
                                        provider,
                                        CNY,
                                        Money.of(owed, CNY).micro() * 1_000_000,
                                        bps,
                                        NOW,
                                        Map.of()));
        return assertInstanceOf(ChargeUsage.Outcome.Captured.class, outcome).entry().orElseThrow();
    }

    private Reversals.Outcome refund(String ref, JournalEntry charge, String amount) {
        return reversals.refund(ref, charge.id(), usd(amount), Map.of());
    }

    private static JournalEntry booked(Reversals.Outcome outcome) {
        return assertInstanceOf(Reversals.Outcome.Booked.class, outcome).entry();
    }

    private Wallet wallet() {
        return ledger.wallets().open(buyer, USD);
    }

    private Money accrued() {
        return ledger.journal().balance(Account.of(AccountCode.PROVIDER_ACCRUED, provider, CNY));
    }

    private void reads(JournalEntry entry, String expected) {
        assertEquals(
                expected,
                entry.postings().stream()
                        .map(Posting::toString)
                        .collect(Collectors.joining("\n"))
                        .replace(buyer.toString(), "buyer")
                        .replace(provider.toString(), "provider"));
    }

    private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var results = new ArrayList<T>();
            var all = pool.invokeAll(IntStream.range(0, threads).mapToObj(n -> work).toList());
            for (var one : all) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static String ref() {
        return UUID.randomUUID().toString();
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }
}
