package io.intertie.billing;

import static io.intertie.billing.TestBilling.money;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.movement.ClawBack;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two nodes look at one low wallet, and one of them charges while the other is about to.
@Tag("money")
class AutoTopUpRaceTest {
    private static final Currency USD = Currency.of("USD");

    private final Database database = TestDatabase.fresh();
    private final Clock clock = Clock.systemUTC();
    private final TestBilling billing = TestBilling.on(database, TestSettings.standard(), clock);
    private final UUID buyer = UUID.randomUUID();
    private final Actor bea = new Actor("bea", buyer, Set.of(Role.BUYER), "192.0.2.1");

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), billing.ledger().coherence().faults());
    }

    /// A node to which something happens between its look and its charge.
    private AutoCharging interrupted(Runnable meanwhile) {
        var payments =
                new CardPaymentStore(database) {
                    @Override
                    Optional<CardPayment> beginIf(
                            BooleanSupplier isWanted, CardPayment payment, String key) {
                        meanwhile.run();
                        return super.beginIf(isWanted, payment, key);
                    }
                };
        return new AutoCharging(
                new AutoTopUpStore(database),
                billing.autoTopUps(),
                new SavedCards(database),
                payments,
                billing.settling(),
                new AutoCharging.Lows(billing.ledger().wallets(), clock));
    }

    private void rule(String monthly) {
        billing.autoTopUps()
                .set(buyer, money("20", "USD"), money("50", "USD"), money(monthly, "USD"), bea);
    }

    private List<CardPayment.State> charges() {
        return billing.topUps().of(buyer).stream().map(CardPayment::state).toList();
    }

    @Test
    void aWalletThatTheOtherNodeHasFilledIsLeftAlone() {
        rule("1000");
        interrupted(billing.charging()::run).run();
        assertEquals(List.of(CardPayment.State.PAID), charges());
        assertEquals(money("50", "USD"), billing.available(buyer, "USD"));
    }

    /// It is low again, but the other node has used up the month.
    @Test
    void whatTheOtherNodeChargedCountsForTheMonth() {
        rule("50");
        interrupted(
                        () -> {
                            billing.charging().run();
                            spend("45");
                        })
                .run();
        assertEquals(List.of(CardPayment.State.PAID), charges());
        assertEquals(money("5", "USD"), billing.available(buyer, "USD"));
    }

    /// Neither condition keeps a charge from who is alone.
    @Test
    void whoIsAloneCharges() {
        rule("50");
        interrupted(() -> {}).run();
        assertEquals(money("50", "USD"), billing.available(buyer, "USD"));
    }

    private void spend(String amount) {
        var ref = "spent:" + UUID.randomUUID();
        billing.ledger().journal().book(new ClawBack(ref, buyer, Money.of(amount, USD), Map.of()));
    }
}
