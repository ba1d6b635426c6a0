package io.intertie.billing;

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
import io.intertie.platform.persistence.DatabaseFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/// A refund in the journal.
@ApplicationScoped
class RefundBooks {
    private final Journal journal;
    private final Reversals reversals;
    private final Wallets wallets;
    private final Clock clock;

    @Inject
    RefundBooks(Journal journal, Reversals reversals, Wallets wallets, Clock clock) {
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
            throw uncovered("Only " + available + " is available.");
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
            throw failed.isConstraint() ? uncovered("It was spent just now.") : failed;
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

    /// What of a wallet can be taken back: not the market's credit, and not what is set aside.
    static Money returnable(Wallet wallet) {
        var available = wallet.available();
        return available.compareTo(wallet.posted()) < 0 ? available : wallet.posted();
    }

    private static Problem uncovered(String why) {
        return new Problem(
                ProblemType.INSUFFICIENT_FUNDS,
                "The wallet does not cover this refund. " + why + " Nothing was changed.");
    }
}
