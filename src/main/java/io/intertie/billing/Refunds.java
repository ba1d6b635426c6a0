package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Money that was not spent goes back to the card it came from.
///
/// The wallet is debited first, in the transaction that says so, and the processor is asked after
/// it; so money is never given back twice, and never more than is available.
@ApplicationScoped
public class Refunds {
    /// Above it, in major units of any currency, a second admin approves.
    static final BigDecimal ALONE_UP_TO = BigDecimal.valueOf(500);

    private final Database database;
    private final CardPaymentStore payments;
    private final RefundStore refunds;
    private final RefundSending sending;
    private final Trail trail;
    private final Clock clock;

    @Inject
    Refunds(
            Database database,
            CardPaymentStore payments,
            RefundStore refunds,
            RefundSending sending,
            Trail trail,
            Clock clock) {
        this.database = database;
        this.payments = payments;
        this.refunds = refunds;
        this.sending = sending;
        this.trail = trail;
        this.clock = clock;
    }

    /// A refund, from when it was prepared.
    public record Refund(
            UUID id,
            UUID paymentId,
            UUID organisationId,
            Money amount,
            String reason,
            State state,
            String preparedBy,
            Instant preparedAt,
            Optional<String> approvedBy) {
        public enum State {
            AWAITING_APPROVAL,
            /// Taken from the wallet; the processor has not confirmed it yet.
            SENDING,
            DONE,
            /// The processor refused it; the wallet has the money again.
            FAILED
        }
    }

    /// Prepares a refund; up to a limit it is sent at once.
    ///
    /// @throws Problem if the actor is no admin, or if the amount exceeds what was paid and not yet
    ///   refunded, or what is available
    public Refund prepare(UUID paymentId, Money amount, String reason, Actor actor) {
        mustBeAdmin(actor);
        var refund = database.transaction(() -> prepared(paymentId, amount, reason, actor));
        return refund.state() == Refund.State.SENDING ? sending.send(refund, actor) : refund;
    }

    /// Refunds that were done and did not reach the card, the newest first.
    public List<Refund> cameBack() {
        return refunds.cameBack(50);
    }

    private Refund prepared(UUID paymentId, Money amount, String reason, Actor actor) {
        var found = payments.find(paymentId).orElseThrow(Refunds::unknown);
        var payment = payments.lock(found.id());
        refuseUnlessRefundable(payment, amount);
        var isSmall = amount.major().compareTo(ALONE_UP_TO) <= 0;
        var now = clock.instant();
        var refund =
                new Refund(
                        UuidV7.at(now),
                        paymentId,
                        payment.organisationId(),
                        amount,
                        reason,
                        isSmall ? Refund.State.SENDING : Refund.State.AWAITING_APPROVAL,
                        actor.name(),
                        now,
                        Optional.empty());
        refunds.prepare(refund);
        if (isSmall) {
            sending.debit(refund);
        }
        audit(actor, "refund.prepared", refund);
        return refund;
    }

    private void refuseUnlessRefundable(CardPayment payment, Money amount) {
        if (payment.state() != CardPayment.State.PAID) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of("refund.unpaid", "Only a payment that was paid is refunded."));
        }
        if (!amount.currency().equals(payment.amount().currency())) {
            throw Problem.field(
                    "amount",
                    Wording.of(
                            "refund.currency", "It was paid in %s.", payment.amount().currency()));
        }
        if (!amount.isPositive() || !amount.equals(amount.wholeMinor())) {
            throw Problem.field(
                    "amount",
                    Wording.of(
                            "refund.amount",
                            "The amount is more than zero, in whole minor units."));
        }
        var left =
                refunds.of(payment.id()).stream()
                        .filter(refund -> refund.state() != Refund.State.FAILED)
                        .map(Refund::amount)
                        .reduce(payment.amount(), Money::minus);
        if (amount.compareTo(left) > 0) {
            throw Problem.field(
                    "amount",
                    Wording.of(
                            "refund.left",
                            "Of this payment %s can still be refunded.",
                            left.minorText()));
        }
    }

    /// Approves a refund above the limit; never by whoever prepared it.
    ///
    /// @throws Problem if it does not await approval, or if the wallet does not cover it any more
    public Refund approve(UUID refundId, Actor actor) {
        mustBeAdmin(actor);
        var approved =
                database.transaction(() -> {
                    var refund = refunds.find(refundId).orElseThrow(Refunds::unknown);
                    if (refund.preparedBy().equals(actor.name())) {
                        throw new Problem(
                                ProblemType.FORBIDDEN,
                                Wording.of(
                                        "refund.own",
                                        "Who prepared a refund does not approve it."));
                    }
                    if (!refunds.advance(
                            refundId,
                            Refund.State.AWAITING_APPROVAL,
                            Refund.State.SENDING,
                            Optional.of(actor.name()))) {
                        throw new Problem(
                                ProblemType.CONFLICT,
                                Wording.of("refund.waits", "This refund awaits no approval."));
                    }
                    sending.debit(refund);
                    audit(actor, "refund.approved", refund);
                    return refunds.find(refundId).orElseThrow();
                });
        return sending.send(approved, actor);
    }

    /// The refunds of a payment, the oldest first.
    public List<Refund> of(UUID paymentId) {
        return refunds.of(paymentId);
    }

    /// Refunds that a second admin must approve.
    public List<Refund> awaitingApproval() {
        return refunds.in(Refund.State.AWAITING_APPROVAL, 100);
    }

    private void audit(Actor actor, String action, Refund refund) {
        trail.record(
                actor,
                action,
                refund.organisationId().toString(),
                Map.of(
                        "refund", refund.id().toString(),
                        "payment", refund.paymentId().toString(),
                        "amount", refund.amount().major().toPlainString(),
                        "currency", refund.amount().currency().code(),
                        "reason", refund.reason()));
    }

    private static Problem unknown() {
        return new Problem(
                ProblemType.NOT_FOUND,
                Wording.of("refund.none", "There is no such payment or refund."));
    }

    private static void mustBeAdmin(Actor actor) {
        if (!actor.is(Role.ADMIN)) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of("refund.admin", "Only an admin of the market refunds."));
        }
    }
}
