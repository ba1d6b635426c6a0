package io.intertie.billing;

import static io.intertie.billing.TestBilling.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.audit.AuditEntry;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.JournalEntry;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Top-ups by Stripe, against a server that speaks its API, with Stripe's own library.
@Tag("money")
class StripeTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

    private static final Database DATABASE = TestDatabase.fresh();

    private final FakeStripe stripe = new FakeStripe();
    private final StripeSigner signer = new StripeSigner(StripeSigner.SECRET, CLOCK);
    private final TestBilling billing =
            TestBilling.on(
                    DATABASE,
                    TestSettings.ofStripe(stripe.base(), FakeStripe.API_KEY, StripeSigner.SECRET),
                    CLOCK);
    private UUID buyer = new UUID(0, 0);
    private Actor bea = TestBilling.ANN;

    @BeforeEach
    void aBuyer() {
        buyer = UUID.randomUUID();
        bea = new Actor("bea", buyer, Set.of(Role.BUYER), "192.0.2.1");
    }

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), billing.ledger().coherence().faults());
        stripe.close();
    }

    @Test
    void aPaidSessionIsCreditedWithTheFeeThatStripeKept() {
        var payment = opened("100", "USD");
        assertEquals("http", payment.payAt().orElseThrow().getScheme());
        stripe.ledger.pay(session(payment));

        assertInstanceOf(CardEvents.Outcome.Handled.class, completed("evt_1", payment));

        assertEquals(money("100", "USD"), billing.available(buyer, "USD"));
        assertEquals(
                """
                market:psp:clearing USD -> buyer:wallet USD 100.000000
                market:psp:fees USD -> market:psp:clearing USD 3.200000\
                """,
                billing.postings(JournalEntry.Kind.TOPUP, "stripe:" + payment.id(), buyer));
        assertEquals(List.of("top-up.booked"), audited());
        assertEquals(CardPayment.State.PAID, state(payment));
    }

    @Test
    void theSessionNamesTheBuyerAndAsksForTheFeeAtOnce() {
        var session = stripe.find(session(opened("100", "USD")));
        assertEquals(buyer.toString(), session.at("/metadata/intertie_organisation").asText());
        assertEquals("automatic", session.path("capture").asText());
        assertEquals(10_000, session.path("amount_total").asLong());
    }

    @ParameterizedTest
    @CsvSource({"100, JPY, 100", "12.340, KWD, 12340", "5, UGX, 500", "5, ISK, 500", "5, MGA, 5"})
    void amountsGoOverTheWireAsStripeCountsThem(String major, String currency, long units) {
        assertEquals(units, StripeAmounts.of(money(major, currency)));
        assertEquals(money(major, currency), StripeAmounts.money(units, currency));
        var payment = opened(major, currency);
        stripe.ledger.pay(session(payment));
        completed("evt_1", payment);
        assertEquals(money(major, currency), billing.available(buyer, currency));
    }

    @ParameterizedTest
    @CsvSource({"12.345, KWD", "2.50, MGA", "1.005, USD"})
    void whatACardCannotPayExactlyIsRefusedAtItsField(String major, String currency) {
        var problem = assertThrows(Problem.class, () -> opened(major, currency));
        assertTrue(problem.fields().containsKey("amount"));
        assertEquals(0, stripe.writes.get());
    }

    @Test
    void theSameKeyIsTheSameSession() {
        var first = opened("100", "USD");
        assertEquals(first, opened("100", "USD"));
        assertEquals(1, stripe.writes.get());
        var problem = assertThrows(Problem.class, () -> opened("50", "USD"));
        assertEquals(ProblemType.CONFLICT, problem.type());
    }

    @Test
    @Tag("lesson-13")
    void aRepeatedEventCreditsOnceAlsoUnderAnotherName() {
        var payment = opened("100", "USD");
        stripe.ledger.pay(session(payment));
        completed("evt_1", payment);
        assertInstanceOf(CardEvents.Outcome.Replayed.class, completed("evt_1", payment));
        completed("evt_2", payment);
        assertEquals(money("100", "USD"), billing.available(buyer, "USD"));
        assertEquals(List.of("top-up.booked"), audited());
    }

    @Test
    @Tag("lesson-13")
    void thirtyTwoThreadsWithTheSameEventCreditOnce() throws Exception {
        var payment = opened("100", "USD");
        stripe.ledger.pay(session(payment));
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Callable<CardEvents.Outcome>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                var id = "evt_" + i % 2;
                calls.add(() -> completed(id, payment));
            }
            var handled = 0;
            for (var call : threads.invokeAll(calls)) {
                handled += call.get() instanceof CardEvents.Outcome.Handled ? 1 : 0;
            }
            assertEquals(2, handled, "one for each event");
        }
        assertEquals(money("100", "USD"), billing.available(buyer, "USD"));
        assertEquals(List.of("top-up.booked"), audited());
    }

    @Test
    void aDebitThatArrivesLaterIsCreditedThenAndOneThatComesBackIsNot() {
        var payment = opened("100", "EUR");
        var intent = stripe.ledger.begin(session(payment), "sepa_debit");
        completed("evt_1", payment);
        assertEquals(CardPayment.State.PENDING, state(payment));
        assertEquals(money("0", "EUR"), billing.available(buyer, "EUR"));
        stripe.ledger.settle(intent);
        told("evt_2", "checkout.session.async_payment_succeeded", payment);
        assertEquals(money("100", "EUR"), billing.available(buyer, "EUR"));

        var second = billing.topUps().byCard(buyer, money("50", "EUR"), false, "key-2", bea);
        stripe.ledger.fail(stripe.ledger.begin(session(second), "sepa_debit"));
        told("evt_3", "checkout.session.async_payment_failed", second);
        assertEquals(CardPayment.State.FAILED, state(second));
        assertEquals(money("100", "EUR"), billing.available(buyer, "EUR"));
    }

    @Test
    void anEventThatNeverCameIsMadeUpForByALook() {
        var payment = opened("100", "USD");
        stripe.ledger.pay(session(payment));
        var seen = billing.topUps().look(buyer, payment.id(), bea).orElseThrow();
        assertEquals(CardPayment.State.PAID, seen.state());
        assertEquals(money("100", "USD"), billing.available(buyer, "USD"));
        assertTrue(billing.topUps().look(UUID.randomUUID(), payment.id(), bea).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "amount_received, 9999",
        "currency, eur",
        "metadata/intertie_organisation, 00000000-0000-0000-0000-000000000001",
        "metadata/intertie_payment, 00000000-0000-0000-0000-000000000001",
        "method, klarna"
    })
    void whatWasPaidOtherwiseThanAskedIsRefusedAndAudited(String field, String value) {
        var payment = opened("100", "USD");
        var intent = stripe.ledger.begin(session(payment), "card");
        if (field.equals("method")) {
            intent.put("method", value);
        }
        stripe.ledger.settle(intent);
        if (field.startsWith("metadata/")) {
            ((ObjectNode) intent.path("metadata")).put(field.substring(9), value);
        } else if (field.equals("amount_received")) {
            intent.put(field, Long.parseLong(value));
        } else {
            intent.put(field, value);
        }
        completed("evt_1", payment);

        assertEquals(CardPayment.State.REFUSED, state(payment));
        assertEquals(money("0", "USD"), billing.available(buyer, "USD"));
        assertEquals(List.of("top-up.refused"), audited());
    }

    @Test
    void aChargeThatSettlesInAnotherCurrencyIsNotCredited() {
        var payment = opened("100", "USD");
        var intent = stripe.ledger.pay(session(payment));
        var charge = stripe.find(intent.path("latest_charge").asText());
        stripe.find(charge.path("balance_transaction").asText()).put("currency", "eur");
        completed("evt_1", payment);
        assertEquals(CardPayment.State.REFUSED, state(payment));
    }

    @Test
    void whileStripeIsAwayTheEventIsToComeAgain() {
        var payment = opened("100", "USD");
        stripe.ledger.pay(session(payment));
        stripe.isAway = true;
        var problem = assertThrows(Problem.class, () -> completed("evt_1", payment));
        assertEquals(ProblemType.UNAVAILABLE, problem.type());
        stripe.isAway = false;
        assertInstanceOf(CardEvents.Outcome.Handled.class, completed("evt_1", payment));
        assertEquals(money("100", "USD"), billing.available(buyer, "USD"));
    }

    private CardPayment opened(String major, String currency) {
        return billing.topUps().byCard(buyer, money(major, currency), false, "key-1", bea);
    }

    private static String session(CardPayment payment) {
        return payment.sessionRef().orElseThrow();
    }

    private CardPayment.State state(CardPayment payment) {
        return billing.payment(payment.id()).orElseThrow().state();
    }

    private CardEvents.Outcome completed(String id, CardPayment payment) {
        return told(id, "checkout.session.completed", payment);
    }

    private CardEvents.Outcome told(String id, String type, CardPayment payment) {
        var sent = signer.event(id + buyer, type, stripe.find(session(payment)));
        return billing.events().receive(sent.body(), sent.signature());
    }

    private List<String> audited() {
        return billing.trail().latest(50).stream()
                .filter(act -> act.subject().equals(buyer.toString()))
                .map(AuditEntry::action)
                .toList();
    }
}
