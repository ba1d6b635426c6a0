package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.ledger.movement.TopUp;
import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What broke in other ledgers, named by where: each is a way that money was lost or invented.
@Tag("money")
class RegressionsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");
    private static final Database DATABASE = TestDatabase.fresh();

    private final TestLedger ledger = at(NOW);
    private final Wallets wallets = ledger.wallets();
    private final UUID buyer = UUID.randomUUID();
    private final UUID provider = UUID.randomUUID();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void blnk181HoldsCountInWhatIsAvailable() {
        ledger.topUp(buyer, "10", "USD");
        ledger.placed(buyer, "7", "USD", LATER);
        assertEquals(usd("3"), wallet().available());
        assertInstanceOf(Hold.Outcome.Insufficient.class, place("3.000001"));
        assertInstanceOf(Hold.Outcome.Placed.class, place("3"));
    }

    @Test
    void blnk182ARejectedHoldCannotBeApplied() {
        ledger.topUp(buyer, "1", "USD");
        var request = UUID.randomUUID();
        assertInstanceOf(
                Hold.Outcome.Insufficient.class, wallets.place(request, buyer, usd("2"), LATER));
        assertInstanceOf(ChargeUsage.Outcome.NotHeld.class, capture(request, "1"));
        assertEquals(usd("1"), wallet().available());
    }

    @Test
    void blnk55AHoldThatIsPaidInAnotherCurrencyIsNotLost() {
        ledger.topUp(buyer, "10", "USD");
        var request = ledger.placed(buyer, "5", "USD", LATER);
        assertInstanceOf(ChargeUsage.Outcome.Captured.class, capture(request, "4"));
        assertEquals(new Wallet(buyer, usd("6"), usd("0"), usd("0"), usd("0"), 0), wallet());
        assertEquals(Money.of("4", CNY), accrued(), "the provider's own price, not a conversion");
    }

    @Test
    void blnk171ConcurrentCommitsTakeTheMoneyOnce() throws Exception {
        ledger.topUp(buyer, "10", "USD");
        var request = ledger.placed(buyer, "5", "USD", LATER);
        var outcomes = together(() -> capture(request, "4"));
        assertEquals(
                1,
                outcomes.stream().filter(ChargeUsage.Outcome.Captured.class::isInstance).count());
        assertEquals(usd("6"), wallet().available());
    }

    @Test
    void blnk62ACaptureAboveTheHoldNeverOverdraws() {
        ledger.topUp(buyer, "10", "USD");
        var other = ledger.placed(buyer, "6", "USD", LATER);
        capture(ledger.placed(buyer, "1", "USD", LATER), "20");
        assertEquals(new Wallet(buyer, usd("6"), usd("0"), usd("6"), usd("0"), 0), wallet());
        assertInstanceOf(ChargeUsage.Outcome.Captured.class, capture(other, "6"));
        assertEquals(usd("0"), wallet().posted());
    }

    @Test
    void lago4954TheBalanceIsTrueAtOnce() {
        ledger.topUp(buyer, "10", "USD");
        for (int i = 1; i <= 5; i++) {
            capture(ledger.placed(buyer, "1", "USD", LATER), "1");
            assertEquals(usd(Integer.toString(10 - i)), wallet().available());
        }
    }

    @Test
    void lago5579CurrenciesDoNotMixBetweenWallets() {
        ledger.topUp(buyer, "10", "USD");
        ledger.topUp(buyer, "20", "CNY");
        var request = ledger.placed(buyer, "1", "USD", LATER);
        assertThrows(
                CheckFailed.class,
                () -> ledger.chargeUsage().capture(charge(request, CNY, "1")),
                "held in dollars");
        var mixed = new TopUp("x", buyer, usd("1"), Money.of("0.1", CNY), Map.of());
        assertThrows(CheckFailed.class, mixed::postings);
        assertEquals(usd("9"), wallet().available());
        assertEquals(Money.of("20", CNY), wallets.find(buyer, CNY).orElseThrow().available());
    }

    @Test
    void mojaloop4274WhatWasDeliveredIsChargedHoweverLate() {
        ledger.topUp(buyer, "10", "USD");
        var request = ledger.placed(buyer, "5", "USD", LATER);
        // Its time is over, but nobody has given it back: the price was fixed at admission.
        var late = at(LATER.plus(Duration.ofHours(1)));
        assertInstanceOf(
                ChargeUsage.Outcome.Captured.class,
                late.chargeUsage().capture(charge(request, USD, "4")));
        late.wallets().releaseExpired(LATER.plus(Duration.ofHours(1)));
        assertEquals(usd("6"), wallet().available());
    }

    @Test
    void killBillChargesBelowACentDoNotVanish() {
        ledger.topUp(buyer, "1", "USD");
        for (int i = 0; i < 100; i++) {
            ledger.chargeUsage()
                    .capture(
                            new ChargeUsage.Charge(
                                    ledger.placed(buyer, "0.01", "USD", LATER),
                                    buyer,
                                    USD,
                                    40_000_001,
                                    provider,
                                    CNY,
                                    30_000_001,
                                    500,
                                    NOW,
                                    Map.of()));
        }
        assertEquals(usd("0.996"), wallet().posted());
        assertEquals(100, wallet().carryPico());
    }

    @Test
    void lagoARefundIsNotSquaredByACent() {
        ledger.topUp(buyer, "1", "USD");
        var outcome = capture(ledger.placed(buyer, "0.01", "USD", LATER), "0.002341");
        var charge =
                assertInstanceOf(ChargeUsage.Outcome.Captured.class, outcome).entry().orElseThrow();
        for (var part : List.of("0.000781", "0.00078", "0.00078")) {
            ledger.reversals().refund(UUID.randomUUID() + "", charge.id(), usd(part), Map.of());
        }
        assertEquals(usd("1"), wallet().posted());
        assertEquals(Money.zero(CNY), accrued());
    }

    private static TestLedger at(Instant instant) {
        return TestLedger.on(DATABASE, Clock.fixed(instant, ZoneOffset.UTC));
    }

    private Hold.Outcome place(String amount) {
        return wallets.place(UUID.randomUUID(), buyer, usd(amount), LATER);
    }

    private ChargeUsage.Outcome capture(UUID request, String amount) {
        return ledger.chargeUsage().capture(charge(request, USD, amount));
    }

    private ChargeUsage.Charge charge(UUID request, Currency currency, String amount) {
        var pico = Money.of(amount, currency).micro() * 1_000_000;
        return new ChargeUsage.Charge(
                request, buyer, currency, pico, provider, CNY, pico, 500, NOW, Map.of());
    }

    private Wallet wallet() {
        return wallets.find(buyer, USD).orElseThrow();
    }

    private Money accrued() {
        return ledger.journal().balance(Account.of(AccountCode.PROVIDER_ACCRUED, provider, CNY));
    }

    private static <T> List<T> together(Callable<T> work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(32)) {
            var results = new ArrayList<T>();
            for (var one : pool.invokeAll(IntStream.range(0, 32).mapToObj(n -> work).toList())) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }
}
