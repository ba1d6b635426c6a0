package io.intertie.billing;

import io.intertie.billing.CardProcessor.Disputed;
import io.intertie.billing.CardProcessor.Refunded;
import io.intertie.ledger.Journal;
import io.intertie.ledger.Wallets;
import io.intertie.ledger.movement.Chargeback;
import io.intertie.ledger.movement.ClawBack;
import io.intertie.ledger.movement.DisputeFeeReturned;
import io.intertie.ledger.movement.LoseDispute;
import io.intertie.ledger.movement.RefundToCard;
import io.intertie.ledger.movement.WinDispute;
import io.intertie.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a processor takes back from a payment: refunds (E18) and disputes (E19 to E21).
///
/// A wallet never goes below zero: only what is available is taken from it, the rest is the
/// market's loss.
@ApplicationScoped
class CardLosses {
    private final RefundStore refunds;
    private final RefundBooks books;
    private final DisputeStore disputes;
    private final Journal journal;
    private final Wallets wallets;
    private final Clock clock;

    @Inject
    CardLosses(
            RefundStore refunds,
            RefundBooks books,
            DisputeStore disputes,
            Journal journal,
            Wallets wallets,
            Clock clock) {
        this.refunds = refunds;
        this.books = books;
        this.disputes = disputes;
        this.journal = journal;
        this.wallets = wallets;
        this.clock = clock;
    }

    /// Books what of a payment's refunds and disputes is new.
    List<Act> book(CardPayment payment, CardProcessor.Seen.Paid paid) {
        var acts = new ArrayList<Act>();
        for (var refund : paid.refunds()) {
            acts.addAll(refunded(payment, refund));
        }
        for (var dispute : paid.disputes()) {
            acts.addAll(disputed(payment, dispute));
        }
        return acts;
    }

    /// Ours are taken from the wallet where they are made, others are made at the processor's own
    /// desk; either can fail after it was told as done.
    private List<Act> refunded(CardPayment payment, Refunded refund) {
        var known = refund.ours().flatMap(refunds::find).or(() -> refunds.find(refund.ref()));
        if (known.isPresent()) {
            return books
                    .told(known.get(), refund)
                    .map(action -> act(action, payment, refund.ref(), refund.amount()))
                    .stream()
                    .toList();
        }
        if (refund.state() != Refunded.Sent.DONE) {
            return List.of();
        }
        var amount = refund.amount();
        var available = available(payment);
        var basis = basis(payment);
        refunds.foreign(payment, refund, clock.instant());
        if (available.compareTo(amount) >= 0) {
            journal.book(new RefundToCard(refund.ref(), payment.organisationId(), amount, basis));
        } else {
            journal.book(
                    new Chargeback(refund.ref(), amount, Money.zero(amount.currency()), basis));
            clawBack(payment, refund.ref(), available);
            journal.book(new LoseDispute(refund.ref(), amount.minus(available), basis));
        }
        return List.of(act("refund.booked", payment, refund.ref(), amount));
    }

    private List<Act> disputed(CardPayment payment, Disputed dispute) {
        var acts = new ArrayList<Act>();
        var known =
                disputes.find(dispute.ref())
                        .orElseGet(() -> {
                            acts.add(
                                    act(
                                            "dispute.opened",
                                            payment,
                                            dispute.ref(),
                                            dispute.amount()));
                            return chargedBack(payment, dispute);
                        });
        if (known.state() == Disputed.Stage.OPEN && dispute.state() != Disputed.Stage.OPEN) {
            close(payment, dispute, known);
            var won = dispute.state() == Disputed.Stage.WON;
            var action = won ? "dispute.won" : "dispute.lost";
            acts.add(act(action, payment, dispute.ref(), known.amount()));
        }
        // It can come after the dispute was closed, so it is an entry of its own.
        if (dispute.state() == Disputed.Stage.WON
                && dispute.feeReturned().isPositive()
                && isNew(dispute, payment)) {
            acts.add(act("dispute.fee-returned", payment, dispute.ref(), dispute.feeReturned()));
        }
        return acts;
    }

    private boolean isNew(Disputed dispute, CardPayment payment) {
        var returned = new DisputeFeeReturned(dispute.ref(), dispute.feeReturned(), basis(payment));
        return journal.book(returned) instanceof Journal.Outcome.Booked;
    }

    private void close(CardPayment payment, Disputed dispute, DisputeStore.Dispute known) {
        var rest = known.amount().minus(known.clawedBack());
        if (dispute.state() == Disputed.Stage.WON) {
            journal.book(
                    new WinDispute(
                            dispute.ref(),
                            payment.organisationId(),
                            known.amount(),
                            known.clawedBack(),
                            basis(payment)));
        } else if (rest.isPositive()) {
            journal.book(new LoseDispute(dispute.ref(), rest, basis(payment)));
        }
        disputes.close(dispute.ref(), dispute.state(), clock.instant());
    }

    private DisputeStore.Dispute chargedBack(CardPayment payment, Disputed dispute) {
        var amount = dispute.amount();
        journal.book(new Chargeback(dispute.ref(), amount, dispute.fee(), basis(payment)));
        var available = available(payment);
        var taken = available.compareTo(amount) < 0 ? available : amount;
        clawBack(payment, dispute.ref(), taken);
        return disputes.open(payment.id(), dispute, taken, clock.instant());
    }

    private void clawBack(CardPayment payment, String ref, Money amount) {
        if (amount.isPositive()) {
            journal.book(new ClawBack(ref, payment.organisationId(), amount, basis(payment)));
        }
    }

    private Money available(CardPayment payment) {
        var currency = payment.amount().currency();
        return wallets.find(payment.organisationId(), currency)
                .map(RefundBooks::returnable)
                .filter(Money::isPositive)
                .orElse(Money.zero(currency));
    }

    private static Map<String, String> basis(CardPayment payment) {
        return Map.of("payment", payment.id().toString());
    }

    private static Act act(String action, CardPayment payment, String ref, Money amount) {
        return Act.of(
                action,
                payment,
                Map.of("reference", ref, "amount", amount.major().toPlainString()));
    }
}
