package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.ledger.movement.ExpirePromo;
import io.intertie.ledger.movement.GrantPromo;
import io.intertie.ledger.movement.RefundToCard;
import io.intertie.money.CheckFailed;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Promo credit: granted, spent first, expired (E9).
@Tag("money")
class PromoTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant SOON = NOW.plus(Duration.ofDays(1));
    private static final Instant LATER = NOW.plus(Duration.ofDays(30));
    private static final Currency USD = Currency.of("USD");
    private static final Database DATABASE = TestDatabase.fresh();

    private final TestLedger ledger = at(NOW);
    private final UUID buyer = UUID.randomUUID();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void creditIsAvailableWithoutAnyMoneyInTheWallet() {
        grant("2", LATER);
        assertEquals(usd("2"), wallet().available());
        var request = ledger.placed(buyer, "1.5", "USD", LATER);
        assertEquals(usd("0.5"), wallet().available());
        assertInstanceOf(
                Hold.Outcome.Insufficient.class,
                ledger.wallets().place(UUID.randomUUID(), buyer, usd("0.500001"), LATER));

        charge(request, "1.5");
        assertEquals(new Wallet(buyer, usd("0"), usd("0.5"), usd("0"), usd("0"), 0), wallet());
    }

    @Test
    void creditIsSpentBeforeMoneyAndBecomesAnExpenseThen() {
        ledger.topUp(buyer, "10", "USD");
        var expense = balance(AccountCode.PROMO_EXPENSE);
        var grants = balance(AccountCode.PROMO_GRANTS);
        grant("2", LATER);
        assertEquals(usd("-2"), balance(AccountCode.PROMO_GRANTS).minus(grants));

        charge(ledger.placed(buyer, "3", "USD", LATER), "3");
        assertEquals(new Wallet(buyer, usd("9"), usd("0"), usd("0"), usd("0"), 0), wallet());
        assertEquals(usd("-2"), balance(AccountCode.PROMO_EXPENSE).minus(expense));
        assertEquals(grants, balance(AccountCode.PROMO_GRANTS));
    }

    @Test
    void whatExpiresFirstIsSpentFirst() {
        grant("1", LATER);
        grant("1", SOON);
        charge(ledger.placed(buyer, "1", "USD", LATER), "1");
        at(SOON).promoExpiry().run();
        assertEquals(usd("1"), wallet().promo());
        at(LATER).promoExpiry().run();
        assertEquals(usd("0"), wallet().promo());
    }

    @Test
    void whatWasNotSpentInTimeIsTakenBackOnce() {
        grant("2", SOON);
        charge(ledger.placed(buyer, "0.75", "USD", LATER), "0.75");
        at(SOON.minusMillis(1)).promoExpiry().run();
        assertEquals(usd("1.25"), wallet().promo());
        at(SOON).promoExpiry().run();
        at(SOON).promoExpiry().run();
        assertEquals(usd("0"), wallet().promo());
    }

    @Test
    void whatStandsBehindAHoldExpiresWhenTheHoldHasEnded() {
        grant("2", SOON);
        var request = ledger.placed(buyer, "1.5", "USD", LATER);
        at(SOON).promoExpiry().run();
        assertEquals(usd("1.5"), wallet().promo());
        charge(request, "1");
        at(SOON).promoExpiry().run();
        assertEquals(usd("0"), wallet().promo());
    }

    @Test
    void aRefundGivesCreditBackToItsGrant() {
        ledger.topUp(buyer, "1", "USD");
        grant("1", SOON);
        var charge = charge(ledger.placed(buyer, "2", "USD", LATER), "2");
        ledger.reversals().refund(UUID.randomUUID() + "", charge.id(), usd("1"), Map.of());
        assertEquals(new Wallet(buyer, usd("0.5"), usd("0.5"), usd("0"), usd("0"), 0), wallet());
        at(SOON).promoExpiry().run();
        assertEquals(usd("0.5"), wallet().available());
    }

    @Test
    void theSameGrantAgainGrantsNothing() {
        var grant = new GrantPromo(UUID.randomUUID() + "", buyer, usd("2"), LATER, Map.of());
        ledger.journal().book(grant);
        assertInstanceOf(Journal.Outcome.Replayed.class, ledger.journal().book(grant));
        assertEquals(usd("2"), wallet().promo());
    }

    @Test
    void creditDoesNotLeaveTheMarketAsMoney() {
        ledger.topUp(buyer, "1", "USD");
        grant("5", LATER);
        var refund = new RefundToCard(UUID.randomUUID() + "", buyer, usd("2"), Map.of());
        assertThrows(DatabaseFailed.class, () -> ledger.journal().book(refund));
        assertEquals(usd("1"), wallet().posted());
    }

    @Test
    void creditExpiresOnlyByItself() {
        grant("5", LATER);
        var expiry = new ExpirePromo("x", buyer, usd("5"), Map.of());
        assertThrows(CheckFailed.class, () -> ledger.journal().book(expiry));
    }

    private static TestLedger at(Instant instant) {
        return TestLedger.on(DATABASE, Clock.fixed(instant, ZoneOffset.UTC));
    }

    private void grant(String amount, Instant expiresAt) {
        var ref = UUID.randomUUID().toString();
        var outcome =
                ledger.journal().book(new GrantPromo(ref, buyer, usd(amount), expiresAt, Map.of()));
        assertInstanceOf(Journal.Outcome.Booked.class, outcome);
    }

    private JournalEntry charge(UUID request, String amount) {
        var pico = usd(amount).micro() * 1_000_000;
        var outcome =
                ledger.chargeUsage()
                        .capture(
                                new ChargeUsage.Charge(
                                        request,
                                        buyer,
                                        USD,
                                        pico,
                                        UUID.randomUUID(),
                                        Currency.of("CNY"),
                                        pico,
                                        500,
                                        NOW,
                                        Map.of()));
        return assertInstanceOf(ChargeUsage.Outcome.Captured.class, outcome).entry().orElseThrow();
    }

    private Wallet wallet() {
        return ledger.wallets().find(buyer, USD).orElseThrow();
    }

    private Money balance(AccountCode code) {
        return ledger.journal().balance(Account.ofMarket(code, USD));
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }
}
