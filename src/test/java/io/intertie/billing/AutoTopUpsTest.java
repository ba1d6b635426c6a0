package io.intertie.billing;

import static io.intertie.billing.TestBilling.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.movement.ClawBack;
import io.intertie.money.Currency;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A low wallet is filled from the card that its buyer left, and nobody is charged beyond that.
@Tag("money")
class AutoTopUpsTest {
    private static final Currency USD = Currency.of("USD");

    private Instant now = Instant.parse("2026-11-25T12:00:00Z");
    private final Clock clock =
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };
    private final FakeStripe stripe = new FakeStripe();
    private final TestBilling billing =
            TestBilling.on(
                    TestDatabase.fresh(),
                    TestSettings.ofStripe(stripe.base(), FakeStripe.API_KEY, StripeSigner.SECRET),
                    clock);
    private final UUID buyer = UUID.randomUUID();
    private final Actor bea = new Actor("bea", buyer, Set.of(Role.BUYER), "192.0.2.1");

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), billing.ledger().coherence().faults());
        stripe.close();
    }

    @Test
    void aLowWalletIsFilledFromTheCardThatWasLeftAtStripe() {
        leaveACard();
        rule("20", "50", "200");
        billing.charging().run();
        assertEquals(money("100", "USD"), available(), "it is not low");
        spend("80.000001");
        billing.charging().run();
        billing.charging().run();
        assertEquals(money("69.999999", "USD"), available());
        var payment = billing.topUps().of(buyer).getFirst();
        assertEquals(CardPayment.Purpose.AUTO, payment.purpose());
        assertEquals(CardPayment.Processor.STRIPE, payment.processor());
        assertEquals(
                Optional.of(new AutoTopUps.Card("visa •••• 4242", false)),
                billing.autoTopUps().card(buyer, USD));
    }

    @Test
    void noMoreIsChargedInAMonthThanWasAllowed() {
        leaveACard();
        rule("20", "50", "100");
        for (int i = 0; i < 5; i++) {
            spendAllBut("5");
            billing.charging().run();
        }
        assertEquals(2, automatic());
        assertEquals(money("5", "USD"), available());
        now = Instant.parse("2026-12-01T00:00:00Z");
        billing.charging().run();
        assertEquals(3, automatic());
    }

    @Test
    void afterADeclineItWaitsAndAfterThreeItStops() {
        leaveACard();
        rule("20", "50", "1000");
        spendAllBut("5");
        stripe.declines = "card_declined";
        billing.charging().run();
        billing.charging().run();
        assertEquals(1, automatic(), "it waits");
        for (int i = 0; i < 5; i++) {
            now = now.plus(AutoCharging.PAUSE).plus(Duration.ofSeconds(1));
            billing.charging().run();
        }
        assertEquals(3, automatic());
        assertFalse(billing.autoTopUps().find(buyer, USD).orElseThrow().enabled());
        assertEquals(
                Optional.of("The payment was declined: card declined."),
                billing.topUps().of(buyer).getFirst().reason());
        assertEquals(money("5", "USD"), available());
        // The buyer switches it on again, and it works.
        stripe.declines = "";
        now = now.plusSeconds(1);
        rule("20", "50", "1000");
        billing.charging().run();
        assertEquals(money("55", "USD"), available());
    }

    @Test
    void twoNodesAtOnceChargeOnce() throws Exception {
        leaveACard();
        rule("20", "50", "1000");
        spendAllBut("5");
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Boolean> run =
                    () -> {
                        billing.charging().run();
                        return true;
                    };
            for (var done : threads.invokeAll(java.util.Collections.nCopies(8, run))) {
                assertTrue(done.get());
            }
        }
        assertEquals(1, automatic());
        assertEquals(money("55", "USD"), available());
    }

    @Test
    void aChargeWhoseAnswerWasLostIsAskedAgainAndIsTheSame() {
        leaveACard();
        rule("20", "50", "1000");
        spendAllBut("5");
        stripe.isAway = true;
        billing.charging().run();
        assertEquals(CardPayment.State.PENDING, billing.topUps().of(buyer).getFirst().state());
        stripe.isAway = false;
        var writes = stripe.writes.get();
        billing.charging().run();
        billing.topUps().of(buyer).stream()
                .filter(one -> one.state() == CardPayment.State.PENDING)
                .forEach(one -> billing.settling().settle(one.id(), bea));
        assertEquals(writes + 1, stripe.writes.get());
        assertEquals(money("55", "USD"), available());
    }

    @Test
    void theSandboxCardFillsADemonstrationsWallet() {
        var demo = TestBilling.on(TestDatabase.fresh(), TestSettings.standard(), clock);
        demo.autoTopUps()
                .set(buyer, money("20", "USD"), money("50", "USD"), money("50", "USD"), bea);
        assertTrue(demo.autoTopUps().card(buyer, USD).orElseThrow().isSimulated());
        demo.charging().run();
        assertEquals(money("50", "USD"), demo.available(buyer, "USD"));
    }

    @Test
    void whatMakesNoSenseIsRefusedAtItsField() {
        leaveACard();
        assertFault("below", "0", "50", "200");
        assertFault("below", "51", "50", "200");
        assertFault("below", "1.001", "50", "200");
        assertFault("amount", "20", "10000.01", "20000");
        assertFault("monthly", "20", "50", "49");
        var other = new Actor("eve", UUID.randomUUID(), Set.of(Role.BUYER), "192.0.2.2");
        var problem =
                assertThrows(
                        Problem.class,
                        () ->
                                billing.autoTopUps()
                                        .set(
                                                buyer,
                                                money("20", "USD"),
                                                money("50", "USD"),
                                                money("200", "USD"),
                                                other));
        assertEquals(ProblemType.FORBIDDEN, problem.type());
    }

    @Test
    void anAlertIsRaisedWhenAWalletRunsLowAndClearedWhenItDoesNoMore() {
        leaveACard();
        billing.lowBalance().set(buyer, money("30", "USD"), bea);
        assertEquals(Optional.empty(), raisedAt());
        spendAllBut("29.999999");
        billing.lowBalance().run();
        assertEquals(Optional.of(now), raisedAt());
        var since = now;
        now = now.plusSeconds(60);
        billing.lowBalance().run();
        assertEquals(Optional.of(since), raisedAt(), "since when");
        billing.ledger().topUp(buyer, "1", "USD");
        billing.lowBalance().run();
        assertEquals(Optional.empty(), raisedAt());
    }

    private Optional<Instant> raisedAt() {
        return billing.lowBalance().find(buyer, USD).orElseThrow().raisedAt();
    }

    /// Pays 100 dollars at Stripe's page, and ticks that the card be kept.
    private void leaveACard() {
        var payment = billing.topUps().byCard(buyer, money("100", "USD"), true, "first", bea);
        stripe.ledger.pay(payment.sessionRef().orElseThrow());
        var _ = billing.topUps().look(buyer, payment.id(), bea);
        now = now.plusSeconds(1);
    }

    private void rule(String below, String amount, String monthly) {
        billing.autoTopUps()
                .set(buyer, money(below, "USD"), money(amount, "USD"), money(monthly, "USD"), bea);
    }

    private void assertFault(String field, String below, String amount, String monthly) {
        var problem = assertThrows(Problem.class, () -> rule(below, amount, monthly));
        assertEquals(Set.of(field), problem.fields().keySet());
    }

    private int automatic() {
        return (int)
                billing.topUps().of(buyer).stream()
                        .filter(one -> one.purpose() == CardPayment.Purpose.AUTO)
                        .count();
    }

    private io.intertie.money.Money available() {
        return billing.available(buyer, "USD");
    }

    private void spendAllBut(String rest) {
        var surplus = available().minus(money(rest, "USD"));
        if (surplus.isPositive()) {
            spend(surplus.major().toPlainString());
        }
    }

    private void spend(String amount) {
        billing.ledger()
                .journal()
                .book(
                        new ClawBack(
                                "spent:" + UUID.randomUUID(),
                                buyer,
                                money(amount, "USD"),
                                Map.of()));
        now = now.plusSeconds(1);
    }
}
