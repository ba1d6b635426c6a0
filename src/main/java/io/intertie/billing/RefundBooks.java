package io.intertie.billing;

import io.intertie.billing.CardProcessor.Refunded;
import io.intertie.billing.Refunds.Refund;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Reversals;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.ledger.movement.RefundToCard;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.DatabaseFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A refund in the journal.
@ApplicationScoped
class RefundBooks {
    private static final List<JournalEntry.Kind> OF_A_REFUND =
            List.of(
                    JournalEntry.Kind.CARD_REFUND,
                    JournalEntry.Kind.CHARGEBACK,
                    JournalEntry.Kind.CLAWBACK,
                    JournalEntry.Kind.DISPUTE_CLOSED);
    private static final Logger LOG = Logger.getLogger(RefundBooks.class.getName());

    private final RefundStore refunds;
    private final Journal journal;
    private final Reversals reversals;
    private final Wallets wallets;
    private final Clock clock;

    @Inject
    RefundBooks(
            RefundStore refunds,
            Journal journal,
            Reversals reversals,
            Wallets wallets,
            Clock clock) {
        this.refunds = refunds;
        this.journal = journal;
        this.reversals = reversals;
        this.wallets = wallets;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void debit(Refund refund) {
        var available =
                wallets.find(refund.organisationId(), refund.amount().currency())
                        .map(RefundBooks::returnable)
                        .orElse(Money.zero(refund.amount().currency()));
        if (available.compareTo(refund.amount()) < 0) {
            throw uncovered(Wording.of("refund.available", "Only %s is available.", available));
        }
        try {
            journal.book(
                    new RefundToCard(
                            refund.id().toString(),
                            refund.organisationId(),
                            refund.amount(),
                            Map.of(
                                    "payment", refund.paymentId().toString(),
                                    "reason", refund.reason())));
        } catch (DatabaseFailed failed) {
            // A request was faster.
            throw failed.isConstraint()
                    ? uncovered(Wording.of("refund.spent", "It was spent just now."))
                    : failed;
        }
    }

    /// The processor refused: the wallet has its money again.
    void giveBack(Refund refund) {
        var booked = journal.find(JournalEntry.Kind.CARD_REFUND, refund.id().toString());
        reversals.correct(
                "refund:" + refund.id(),
                booked.orElseThrow().id(),
                Map.of("why", "The processor refused the refund."));
    }

    /// Books what the processor says now about a refund that is known; what happened, if it is new.
    Optional<String> told(Refund refund, Refunded seen) {
        var ref = Optional.of(seen.ref());
        return switch (seen.state()) {
            case WAITING -> Optional.empty();
            case DONE ->
                    refunds.end(refund.id(), Refund.State.DONE, ref, now())
                            ? Optional.of("refund.sent")
                            : Optional.empty();
            case FAILED -> {
                if (refunds.end(refund.id(), Refund.State.FAILED, ref, now())) {
                    giveBack(refund);
                    yield Optional.of("refund.failed");
                }
                yield refunds.cameBack(refund.id(), now())
                        ? Optional.of(cameBack(refund, seen))
                        : Optional.empty();
            }
        };
    }

    /// The money is at the processor again, and so the wallet has it; where the market had paid a
    /// part of a refund that was made at the processor's desk, that part is the market's again.
    private String cameBack(Refund refund, Refunded seen) {
        for (var cause : List.of(refund.id().toString(), seen.ref())) {
            for (var kind : OF_A_REFUND) {
                journal.find(kind, cause)
                        .ifPresent(entry ->
                                reversals.correct(
                                        kind + ":" + cause,
                                        entry.id(),
                                        Map.of("why", "The refund did not reach the card.")));
            }
        }
        LOG.log(
                Level.WARNING,
                "refund {0} failed after it was done: the wallet has {1} again",
                new Object[] {refund.id(), refund.amount()});
        return "refund.came-back";
    }

    /// What of a wallet can be taken back: not the market's credit, and not what is set aside.
    static Money returnable(Wallet wallet) {
        var available = wallet.available();
        return available.compareTo(wallet.posted()) < 0 ? available : wallet.posted();
    }

    private static Problem uncovered(Wording why) {
        return new Problem(
                ProblemType.INSUFFICIENT_FUNDS,
                Wording.of(
                        "refund.uncovered",
                        "The wallet does not cover this refund. %s Nothing was changed.",
                        why));
    }
}
