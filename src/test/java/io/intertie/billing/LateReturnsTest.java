package io.intertie.billing;

import static io.intertie.billing.TestBilling.ANN;
import static io.intertie.billing.TestBilling.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.billing.Refunds.Refund;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What comes back after it had gone: a refund that fails late, and the fee of a dispute that was
/// won.
@Tag("money")
class LateReturnsTest extends CardPaid {
    @Test
    void theFeeOfADisputeThatIsWonComesBackOnceEvenIfItComesLater() {
        credited();
        var dispute = stripe.ledger.dispute(intent, 10_000, 1_500);
        var ref = dispute.path("id").asText();
        told("charge.dispute.created", dispute);
        dispute.put("status", "won");
        told("charge.dispute.closed", dispute);
        assertEquals("", postings(JournalEntry.Kind.DISPUTE_FEE_RETURNED, ref));

        stripe.ledger.win(dispute, 1_500);
        told("charge.dispute.funds_reinstated", dispute);
        told("charge.dispute.closed", dispute);
        told("charge.dispute.funds_reinstated", dispute);

        assertEquals(
                "market:psp:clearing USD -> market:psp:fees USD 15.000000",
                postings(JournalEntry.Kind.DISPUTE_FEE_RETURNED, ref));
        assertEquals(money("1000", "USD"), billing.available(buyer, "USD"));
        assertEquals(
                List.of("top-up.booked", "dispute.opened", "dispute.won", "dispute.fee-returned"),
                audited());
    }

    @Test
    void aDisputeThatIsWonWithoutItsFeeLeavesTheFeeWhereItIs() {
        credited();
        var dispute = stripe.ledger.dispute(intent, 10_000, 1_500);
        told("charge.dispute.created", dispute);
        stripe.ledger.win(dispute, 0);
        told("charge.dispute.closed", dispute);
        var ref = dispute.path("id").asText();
        assertEquals("", postings(JournalEntry.Kind.DISPUTE_FEE_RETURNED, ref));
    }

    @Test
    void aRefundThatFailsLateIsInTheWalletAgainOnceAndAnAlertSaysSo() {
        credited();
        var refund = billing.refunds().prepare(paymentId, money("10", "USD"), "asked", ANN);
        assertEquals(Refund.State.DONE, refund.state());
        assertEquals(money("990", "USD"), billing.available(buyer, "USD"));

        var failed = stripe.ledger.failLate(refundAtStripe());
        assertInstanceOf(CardEvents.Outcome.Handled.class, told("refund.failed", failed));
        told("charge.refund.updated", failed);
        told("refund.failed", failed);

        assertEquals(money("1000", "USD"), billing.available(buyer, "USD"));
        assertEquals(Refund.State.FAILED, billing.refunds().of(paymentId).getFirst().state());
        assertEquals(List.of(refund.id()), cameBack());
        assertEquals(refund.id(), billing.topUps().cameBack(buyer).getFirst().id());
        assertEquals(List.of(), billing.topUps().cameBack(UUID.randomUUID()));
        assertEquals(
                List.of("top-up.booked", "refund.prepared", "refund.sent", "refund.came-back"),
                audited());
        // It can be refunded anew, in another way.
        var again = billing.refunds().prepare(paymentId, money("1000", "USD"), "again", ANN);
        assertEquals(Refund.State.AWAITING_APPROVAL, again.state());
    }

    @Test
    void sixteenEventsAtOnceGiveALateFailureBackOnce() throws Exception {
        credited();
        billing.refunds().prepare(paymentId, money("10", "USD"), "asked", ANN);
        var failed = stripe.ledger.failLate(refundAtStripe());
        try (var threads = Executors.newFixedThreadPool(16)) {
            Callable<CardEvents.Outcome> event = () -> told("refund.failed", failed);
            for (var done : threads.invokeAll(Collections.nCopies(16, event))) {
                done.get();
            }
        }
        assertEquals(money("1000", "USD"), billing.available(buyer, "USD"));
    }

    @Test
    void aRefundOfStripesDeskThatFailsLateGivesTheMarketItsPartAgain() {
        credited();
        spend("960");
        var form = Map.of("payment_intent", intent.path("id").asText(), "amount", "10000");
        var refund = stripe.ledger.refund(form);
        told("charge.refunded", charge());
        assertEquals(money("0", "USD"), billing.available(buyer, "USD"));
        var loss = billing.balance(AccountCode.CHARGEBACK_LOSS, "USD");

        told("charge.refund.updated", stripe.ledger.failLate(refund));
        told("charge.refund.updated", refund);

        assertEquals(money("40", "USD"), billing.available(buyer, "USD"));
        assertEquals(
                new BigDecimal(loss).add(new BigDecimal("60")).toPlainString(),
                billing.balance(AccountCode.CHARGEBACK_LOSS, "USD"));
    }

    @Test
    void aRefundThatStripeHasTakenUpIsAskedAboutAndNotSentAgain() {
        credited();
        stripe.refundsAre = "pending";
        var refund = billing.refunds().prepare(paymentId, money("10", "USD"), "asked", ANN);
        assertEquals(Refund.State.SENDING, refund.state());
        var posts = stripe.posts.get();
        assertEquals(List.of(paymentId), billing.sending().resend(ANN));
        assertEquals(posts, stripe.posts.get());

        refundAtStripe().put("status", "failed");
        billing.settling().settle(paymentId, ANN);
        assertEquals(Refund.State.FAILED, billing.refunds().of(paymentId).getFirst().state());
        assertEquals(money("1000", "USD"), billing.available(buyer, "USD"));
        assertEquals(List.of(), cameBack());
    }

    private List<UUID> cameBack() {
        return billing.refunds().cameBack().stream()
                .filter(one -> one.paymentId().equals(paymentId))
                .map(Refund::id)
                .toList();
    }

    private ObjectNode refundAtStripe() {
        return stripe.objects.values().stream()
                .filter(one -> one.path("object").asText().equals("refund"))
                .findFirst()
                .orElseThrow();
    }
}
