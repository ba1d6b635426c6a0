package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.billing.Refunds.Refund;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Takes a refund from the wallet (E18) and has the processor send it.
@ApplicationScoped
class RefundSending {
    private final Database database;
    private final CardPaymentStore payments;
    private final RefundStore refunds;
    private final Processors processors;
    private final RefundBooks books;
    private final Trail trail;

    @Inject
    RefundSending(
            Database database,
            CardPaymentStore payments,
            RefundStore refunds,
            Processors processors,
            RefundBooks books,
            Trail trail) {
        this.database = database;
        this.payments = payments;
        this.refunds = refunds;
        this.processors = processors;
        this.books = books;
        this.trail = trail;
    }

    /// Takes the amount from the wallet.
    ///
    /// @throws Problem if less is available; nothing is changed then
    void debit(Refund refund) {
        books.debit(refund);
    }

    /// Asks the processor, and ends the refund by its answer. One that cannot be reached is asked
    /// again later: the refund stays in state SENDING.
    Refund send(Refund refund, Actor actor) {
        var payment = payments.find(refund.paymentId()).orElseThrow();
        try {
            var answer =
                    processors
                            .of(payment.processor())
                            .refund(payment, refund.id(), refund.amount());
            switch (answer.state()) {
                case WAITING -> refunds.takenUp(refund.id(), answer.ref());
                case DONE -> end(refund, Refund.State.DONE, Optional.of(answer.ref()), actor);
                case FAILED -> end(refund, Refund.State.FAILED, Optional.of(answer.ref()), actor);
            }
        } catch (Problem problem) {
            if (problem.type() == ProblemType.UNPROCESSABLE) {
                end(refund, Refund.State.FAILED, Optional.empty(), actor);
            }
        }
        return refunds.find(refund.id()).orElseThrow();
    }

    private void end(
            Refund refund, Refund.State state, Optional<String> processorRef, Actor actor) {
        database.transaction(() -> {
            if (!refunds.end(refund.id(), state, processorRef, books.now())) {
                return;
            }
            if (state == Refund.State.FAILED) {
                books.giveBack(refund);
            }
            trail.record(
                    actor,
                    state == Refund.State.DONE ? "refund.sent" : "refund.failed",
                    refund.organisationId().toString(),
                    Map.of("refund", refund.id().toString()));
        });
    }

    /// Sends again what nobody has answered.
    ///
    /// @return the payments of what the processor has taken up, and is to be asked about: a request
    ///   that is sent again is answered as it was at first
    List<UUID> resend(Actor actor) {
        refunds.unanswered(100).forEach(refund -> send(refund, actor));
        return refunds.takenUp(100);
    }
}
