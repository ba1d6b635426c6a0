package io.intertie.billing;

import static io.intertie.billing.TestBilling.ANN;
import static io.intertie.billing.TestBilling.BOB;
import static io.intertie.billing.TestBilling.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.billing.Refunds.Refund;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.JournalEntry;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Refunds, chargebacks and what is clawed back, with the figures of E18 to E21.
@Tag("money")
class CardLossesTest extends CardPaid {
    @Test
    void aRefundLeavesTheWalletForTheCard() {
        credited();
        var refund = billing.refunds().prepare(paymentId, money("10", "USD"), "asked", ANN);
        assertEquals(Refund.State.DONE, refund.state());
        assertEquals(
                "buyer:wallet USD -> market:psp:clearing USD 10.000000",
                postings(JournalEntry.Kind.CARD_REFUND, refund.id().toString()));
        assertEquals(money("990", "USD"), billing.available(buyer, "USD"));
        // Stripe's event about our own refund books nothing new.
        told("charge.refunded", charge());
        assertEquals(money("990", "USD"), billing.available(buyer, "USD"));
        assertEquals(List.of("top-up.booked", "refund.prepared", "refund.sent"), audited());
    }

    @Test
    void noMoreIsRefundedThanWasPaidAndNoMoreThanIsAvailable() {
        credited();
        spend("995");
        var uncovered =
                assertThrows(
                        Problem.class,
                        () -> billing.refunds().prepare(paymentId, money("10", "USD"), "x", ANN));
        assertEquals(ProblemType.INSUFFICIENT_FUNDS, uncovered.type());
        assertEquals(List.of(), billing.refunds().of(paymentId));
        for (var amount : List.of("1000.01", "0", "-1", "1.001")) {
            var problem =
                    assertThrows(
                            Problem.class,
                            () ->
                                    billing.refunds()
                                            .prepare(paymentId, money(amount, "USD"), "x", ANN));
            assertTrue(problem.fields().containsKey("amount"), amount);
        }
        assertEquals(money("5", "USD"), billing.available(buyer, "USD"));
    }

    @Test
    void aLargeRefundNeedsASecondPerson() {
        credited();
        var refund = billing.refunds().prepare(paymentId, money("500.01", "USD"), "asked", ANN);
        assertEquals(Refund.State.AWAITING_APPROVAL, refund.state());
        assertEquals(money("1000", "USD"), billing.available(buyer, "USD"));
        var alone = assertThrows(Problem.class, () -> billing.refunds().approve(refund.id(), ANN));
        assertEquals(ProblemType.FORBIDDEN, alone.type());
        assertEquals(Refund.State.DONE, billing.refunds().approve(refund.id(), BOB).state());
        assertEquals(money("499.99", "USD"), billing.available(buyer, "USD"));
        assertThrows(Problem.class, () -> billing.refunds().approve(refund.id(), BOB));
    }

    @Test
    void aRefundThatStripeRefusesComesBackToTheWallet() {
        credited();
        stripe.declines = "refund";
        var refund = billing.refunds().prepare(paymentId, money("10", "USD"), "asked", ANN);
        assertEquals(Refund.State.FAILED, refund.state());
        assertEquals(money("1000", "USD"), billing.available(buyer, "USD"));
    }

    @Test
    void aRefundWhoseAnswerWasLostIsSentAgainAndOnce() {
        credited();
        stripe.isAway = true;
        var refund = billing.refunds().prepare(paymentId, money("10", "USD"), "asked", ANN);
        assertEquals(Refund.State.SENDING, refund.state());
        assertEquals(money("990", "USD"), billing.available(buyer, "USD"));
        stripe.isAway = false;
        var writes = stripe.writes.get();
        billing.sending().resend(ANN);
        billing.sending().resend(ANN);
        assertEquals(writes + 1, stripe.writes.get());
        assertEquals(Refund.State.DONE, billing.refunds().of(paymentId).getFirst().state());
        assertEquals(money("990", "USD"), billing.available(buyer, "USD"));
    }

    @Test
    void aBuyerRefundsNothing() {
        credited();
        var bea = new Actor("bea", buyer, Set.of(Role.BUYER), "192.0.2.1");
        var problem =
                assertThrows(
                        Problem.class,
                        () -> billing.refunds().prepare(paymentId, money("1", "USD"), "x", bea));
        assertEquals(ProblemType.FORBIDDEN, problem.type());
    }

    @Test
    void aRefundAtStripesDeskIsTakenFromTheWalletAsFarAsItGoes() {
        credited();
        spend("960");
        var form = Map.of("payment_intent", intent.path("id").asText(), "amount", "10000");
        var refund = stripe.ledger.refund(form).path("id").asText();
        told("charge.refunded", charge());
        assertEquals(money("0", "USD"), billing.available(buyer, "USD"));
        assertEquals(
                "market:chargeback:loss USD -> market:disputes USD 60.000000",
                postings(JournalEntry.Kind.DISPUTE_CLOSED, refund));
    }

    @Test
    void aDisputeTakesWhatIsUnspentAndItsLossIsTheRest() {
        credited();
        spend("947.992341");
        var dispute = stripe.ledger.dispute(intent, 10_000, 1_500);
        var ref = dispute.path("id").asText();
        told("charge.dispute.created", dispute);
        assertEquals(
                """
                market:disputes USD -> market:psp:clearing USD 100.000000
                market:psp:fees USD -> market:psp:clearing USD 15.000000\
                """,
                postings(JournalEntry.Kind.CHARGEBACK, ref));
        assertEquals(
                "buyer:wallet USD -> market:disputes USD 52.007659",
                postings(JournalEntry.Kind.CLAWBACK, ref));
        assertEquals(money("0", "USD"), billing.available(buyer, "USD"));

        dispute.put("status", "lost");
        told("charge.dispute.closed", dispute);
        assertEquals(
                "market:chargeback:loss USD -> market:disputes USD 47.992341",
                postings(JournalEntry.Kind.DISPUTE_CLOSED, ref));
        assertEquals(List.of("top-up.booked", "dispute.opened", "dispute.lost"), audited());
    }

    @Test
    void aDisputeThatIsWonGivesBackWhatWasTaken() {
        credited();
        spend("947.992341");
        var dispute = stripe.ledger.dispute(intent, 10_000, 1_500);
        told("charge.dispute.created", dispute);
        dispute.put("status", "won");
        told("charge.dispute.closed", dispute);
        told("charge.dispute.closed", dispute);
        assertEquals(
                """
                market:psp:clearing USD -> market:disputes USD 47.992341
                market:psp:clearing USD -> buyer:wallet USD 52.007659\
                """,
                postings(JournalEntry.Kind.DISPUTE_CLOSED, dispute.path("id").asText()));
        assertEquals(money("52.007659", "USD"), billing.available(buyer, "USD"));
    }

    @Test
    void eventsInTheWrongOrderEndInTheSameBooks() {
        // The dispute is told, closed as lost, before the payment was heard of at all.
        var dispute = stripe.ledger.dispute(intent, 100_000, 1_500);
        dispute.put("status", "lost");
        assertInstanceOf(CardEvents.Outcome.Handled.class, told("charge.dispute.closed", dispute));
        told("charge.dispute.created", dispute);
        told("checkout.session.completed", session);
        assertEquals(money("0", "USD"), billing.available(buyer, "USD"));
        assertEquals(List.of("top-up.booked", "dispute.opened", "dispute.lost"), audited());
    }
}
