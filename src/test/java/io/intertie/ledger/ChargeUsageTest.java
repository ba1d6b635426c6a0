package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class ChargeUsageTest {
    private static final Database DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");

    private final TestLedger ledger = TestLedger.on(DATABASE, Clock.fixed(NOW, ZoneOffset.UTC));
    private final UUID buyer = UUID.randomUUID();
    private final UUID provider = UUID.randomUUID();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void aChargeIsBookedAndItsHoldIsFreed() {
        ledger.topUp(buyer, "100", "USD");
        var request = ledger.placed(buyer, "0.01", "USD", LATER);

        var captured = captured(charge(request, 2_341_570_000L, 14_539_402_900L));

        assertEquals(2_341, captured.buyerMicro());
        assertEquals(570_000, captured.carryPico());
        var entry = captured.entry().orElseThrow();
        assertEquals(Optional.of(entry), ledger.journal().find(entry.id()));
        assertEquals("14539402900", entry.basis().get("providerPico"));
        assertEquals(usd("99.997659"), wallet().posted());
        assertEquals(usd("99.997659"), wallet().available());
        assertEquals(Money.of("0.014539", CNY), owed(CNY));
    }

    @Test
    void theSameChargeAgainBooksNothing() {
        ledger.topUp(buyer, "100", "USD");
        var request = ledger.placed(buyer, "0.01", "USD", LATER);
        var charge = charge(request, 2_341_570_000L, 14_539_402_900L);
        captured(charge);

        assertInstanceOf(ChargeUsage.Outcome.Replayed.class, ledger.chargeUsage().capture(charge));
        assertEquals(usd("99.997659"), wallet().posted());
    }

    @Test
    void anotherChargeForTheSameRequestIsABug() {
        ledger.topUp(buyer, "100", "USD");
        var request = ledger.placed(buyer, "0.01", "USD", LATER);
        captured(charge(request, 2_341_570_000L, 14_539_402_900L));

        assertThrows(
                CheckFailed.class,
                () -> ledger.chargeUsage().capture(charge(request, 1, 14_539_402_900L)));
    }

    @Test
    void whatStaysBelowOneMicroIsCarriedAndTheHoldIsFreed() {
        ledger.topUp(buyer, "100", "USD");
        var captured = captured(charge(placed("0.01"), 999_999, 999_999));
        assertEquals(Optional.empty(), captured.entry());
        assertEquals(usd("100"), wallet().available());

        var next = captured(charge(placed("0.01"), 1, 1));
        assertEquals(1, next.buyerMicro());
        assertEquals(0, next.carryPico());
        assertEquals(Money.of("0.000001", CNY), owed(CNY));
    }

    @Test
    void aChargeAboveItsHoldTakesWhatIsAvailable() {
        ledger.topUp(buyer, "1", "USD");
        var captured = captured(charge(placed("0.1"), 300_000_000_000L, 1_000_000));
        assertEquals(300_000, captured.buyerMicro());
        assertEquals(usd("0.7"), wallet().available());
    }

    @Test
    void whatTheWalletDoesNotCoverIsTheMarketsLoss() {
        ledger.topUp(buyer, "1", "USD");
        var other = placed("0.8");
        var captured = captured(charge(placed("0.1"), 300_000_000_000L, 1_000_000));

        assertEquals(200_000, captured.buyerMicro(), "the hold, and what no other request holds");
        assertEquals(usd("0"), wallet().available());
        assertEquals(usd("0.8"), wallet().held());
        assertEquals(
                usd("-0.1"),
                ledger.journal().balance(Account.ofMarket(AccountCode.OVERRUN_LOSS, USD)));
        assertTrue(ledger.wallets().release(other));
    }

    @Test
    void whatWasGivenBackIsNotCharged() {
        ledger.topUp(buyer, "1", "USD");
        var request = placed("0.1");
        assertTrue(ledger.wallets().release(request));
        assertEquals(
                new ChargeUsage.Outcome.NotHeld(Optional.of(Hold.State.VOIDED)),
                ledger.chargeUsage().capture(charge(request, 1_000_000, 1_000_000)));
        assertEquals(
                new ChargeUsage.Outcome.NotHeld(Optional.empty()),
                ledger.chargeUsage().capture(charge(UUID.randomUUID(), 1_000_000, 1_000_000)));
        assertEquals(usd("1"), wallet().available());
    }

    @Test
    void aFailureAfterTheCaptureLeavesTheHold() {
        ledger.topUp(buyer, "1", "USD");
        var request = placed("0.1");
        assertThrows(
                IllegalStateException.class,
                () ->
                        ledger.database()
                                .transaction(() -> {
                                    captured(charge(request, 1_000_000, 1_000_000));
                                    throw new IllegalStateException("the caller failed");
                                }));
        assertEquals(Hold.State.HELD, ledger.wallets().hold(request).orElseThrow().state());
        assertEquals(usd("0.9"), wallet().available());
    }

    private UUID placed(String amount) {
        return ledger.placed(buyer, amount, "USD", LATER);
    }

    private ChargeUsage.Outcome.Captured captured(ChargeUsage.Charge charge) {
        return assertInstanceOf(
                ChargeUsage.Outcome.Captured.class, ledger.chargeUsage().capture(charge));
    }

    private ChargeUsage.Charge charge(UUID request, long buyerPico, long providerPico) {
        return new ChargeUsage.Charge(
                request, buyer, USD, buyerPico, provider, CNY, providerPico, 500, NOW, Map.of());
    }

    private Wallet wallet() {
        return ledger.wallets().find(buyer, USD).orElseThrow();
    }

    private Money owed(Currency currency) {
        return ledger.journal()
                .balance(Account.of(AccountCode.PROVIDER_ACCRUED, provider, currency));
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }
}
