package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.ledger.movement.BankTopUp;
import io.intertie.ledger.movement.Chargeback;
import io.intertie.ledger.movement.ClawBack;
import io.intertie.ledger.movement.CloseWindow;
import io.intertie.ledger.movement.DisputeFeeReturned;
import io.intertie.ledger.movement.FxDeal;
import io.intertie.ledger.movement.GrantPromo;
import io.intertie.ledger.movement.LoseDispute;
import io.intertie.ledger.movement.MatchReceipt;
import io.intertie.ledger.movement.NetDebits;
import io.intertie.ledger.movement.PayOut;
import io.intertie.ledger.movement.PayOutBooked;
import io.intertie.ledger.movement.PayOutRejected;
import io.intertie.ledger.movement.PayOutReturned;
import io.intertie.ledger.movement.ProcessorPayout;
import io.intertie.ledger.movement.RealiseFx;
import io.intertie.ledger.movement.RefundToCard;
import io.intertie.ledger.movement.ReleaseReserve;
import io.intertie.ledger.movement.ReturnReceipt;
import io.intertie.ledger.movement.RevaluePosition;
import io.intertie.ledger.movement.RoundInvoice;
import io.intertie.ledger.movement.SlaCredit;
import io.intertie.ledger.movement.Template;
import io.intertie.ledger.movement.TopUp;
import io.intertie.ledger.movement.UnmatchedReceipt;
import io.intertie.ledger.movement.WinDispute;
import io.intertie.ledger.movement.WithholdTax;
import io.intertie.money.Carry;
import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Amounts at their bounds (I17), and every movement asked for twice.
@Tag("money")
class AmountsTest {
    private static final Currency USD = Currency.of("USD");
    private static final UUID ID = UUID.randomUUID();
    private static final Map<String, String> NO = Map.of();
    private static final Money NONE = Money.zero(USD);
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private static final List<BiFunction<String, Money, Template>> MOVEMENTS =
            List.of(
                    (ref, amount) -> new TopUp(ref, ID, amount, NONE, NO),
                    (ref, amount) -> new BankTopUp(ref, ID, amount, NO),
                    (ref, amount) -> new ProcessorPayout(ref, amount, NO),
                    (ref, amount) -> new UnmatchedReceipt(ref, amount, NO),
                    (ref, amount) -> new MatchReceipt(ref, ID, amount, NO),
                    (ref, amount) -> new ReturnReceipt(ref, amount, NO),
                    (ref, amount) -> new RefundToCard(ref, ID, amount, NO),
                    (ref, amount) -> new Chargeback(ref, amount, NONE, NO),
                    (ref, amount) -> new ClawBack(ref, ID, amount, NO),
                    (ref, amount) -> new LoseDispute(ref, amount, NO),
                    (ref, amount) -> new WinDispute(ref, ID, amount, NONE, NO),
                    (ref, amount) -> new SlaCredit(ref, ID, amount, NO),
                    (ref, amount) -> new GrantPromo(ref, ID, amount, CLOCK.instant(), NO),
                    (ref, amount) -> new RoundInvoice(ref, "DE", amount, NONE, NO),
                    (ref, amount) -> new CloseWindow(ref, ID, amount, 1_000, NO),
                    (ref, amount) -> new ReleaseReserve(ref, ID, amount, NO),
                    (ref, amount) -> new WithholdTax(ref, ID, "CN", amount, 600, NO),
                    (ref, amount) -> new NetDebits(ref, ID, amount, NONE, NO),
                    (ref, amount) -> new FxDeal(ref, amount, Money.of("3", yen()), NO),
                    (ref, amount) -> new PayOut(ref, ID, amount, NO),
                    (ref, amount) -> new PayOutBooked(ref, amount, NO),
                    (ref, amount) -> new PayOutRejected(ref, ID, amount, NO),
                    (ref, amount) -> new DisputeFeeReturned(ref, amount, NO),
                    (ref, amount) -> new PayOutReturned(ref, ID, amount, NONE, NO),
                    (ref, amount) -> new RevaluePosition(ref, amount, NO),
                    (ref, amount) -> new RealiseFx(ref, amount, NO));

    @Test
    void everyMovementIsBookedOnceAndAnotherOfItsCauseIsAConflict() {
        var ledger = TestLedger.on(TestDatabase.fresh(), CLOCK);
        ledger.topUp(ID, "1000", "USD");
        var kinds = new HashSet<Class<?>>();
        for (var movement : MOVEMENTS) {
            var ref = UUID.randomUUID().toString();
            var first = movement.apply(ref, Money.of("12", USD));
            var name = first.getClass().getSimpleName();
            var journal = ledger.journal();
            assertInstanceOf(Journal.Outcome.Booked.class, journal.book(first), name);
            assertInstanceOf(Journal.Outcome.Replayed.class, journal.book(first), name);
            assertInstanceOf(
                    Journal.Outcome.Conflict.class,
                    journal.book(movement.apply(ref, Money.of("13", USD))),
                    name);
            kinds.add(first.getClass());
        }
        assertEquals(
                Template.class.getPermittedSubclasses().length - 2,
                kinds.size(),
                "all but what expires and reverses by itself");
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void aReceiptIsMatchedOrReturnedAndADisputeWonOrLost() {
        var journal = TestLedger.on(TestDatabase.fresh(), CLOCK).journal();
        var amount = Money.of("40", USD);
        journal.book(new MatchReceipt("camt-1", ID, amount, NO));
        assertInstanceOf(
                Journal.Outcome.Conflict.class,
                journal.book(new ReturnReceipt("camt-1", amount, NO)));
        journal.book(new LoseDispute("dp-1", amount, NO));
        assertInstanceOf(
                Journal.Outcome.Conflict.class,
                journal.book(new WinDispute("dp-1", ID, amount, NONE, NO)));
    }

    @Test
    void noMovementMovesNothingOrLess() {
        for (var amount : List.of(NONE, Money.of("-1", USD))) {
            for (var movement : MOVEMENTS) {
                var made = assertPossible(movement, amount);
                if (made != null) {
                    made.postings()
                            .forEach(posting ->
                                    assertEquals(1, Long.signum(posting.amount().micro())));
                }
            }
        }
    }

    /// A gain may be a loss, and a rounding go the other way; all else is refused.
    private static @Nullable Template assertPossible(
            BiFunction<String, Money, Template> movement, Money amount) {
        try {
            var made = movement.apply("ref", amount);
            made.postings();
            return made;
        } catch (CheckFailed refused) {
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "JPY, 5, 5.1",
        "USD, 0.05, 0.051",
        "KWD, 0.005, 0.0051",
    })
    void aBankMovesWholeMinorUnits(String code, String whole, String broken) {
        var currency = Currency.of(code);
        assertDoesNotThrow(() -> new PayOut("x", ID, Money.of(whole, currency), NO));
        assertThrows(CheckFailed.class, () -> new PayOut("x", ID, Money.of(broken, currency), NO));
    }

    @Test
    void theLargestAmountIsMatchedToTheMicro() {
        var wallet = Account.of(AccountCode.BUYER_WALLET, ID, USD);
        var fee = Account.ofMarket(AccountCode.PLATFORM_FEE, USD);
        var share = Account.ofMarket(AccountCode.FX_POSITION, USD);
        var postings =
                Leg.matched(
                        List.of(new Leg(wallet, Long.MAX_VALUE)),
                        List.of(new Leg(fee, 1), new Leg(share, Long.MAX_VALUE - 1)));
        assertEquals(
                List.of(1L, Long.MAX_VALUE - 1),
                postings.stream().map(posting -> posting.amount().micro()).toList());
    }

    @Test
    void whatDoesNotFitIsRefusedAndNotWrapped() {
        var most = new Money(USD, Long.MAX_VALUE);
        assertThrows(
                ArithmeticException.class,
                () -> new CloseWindow("x", ID, most, 10_000, NO).postings());
        assertThrows(
                ArithmeticException.class,
                () -> new NetDebits("x", ID, most, new Money(USD, 1), NO));
        var carries =
                new ChargeLegs.Carries(
                        new Carry(999_999), FineCarry.NONE, Carry.NONE, FineCarry.NONE);
        var charge =
                new ChargeUsage.Charge(
                        ID, ID, USD, Long.MAX_VALUE, ID, USD, 0, 0, Instant.EPOCH, NO);
        assertThrows(ArithmeticException.class, () -> ChargeLegs.of(charge, carries));
    }

    private static Currency yen() {
        return Currency.of("JPY");
    }
}
