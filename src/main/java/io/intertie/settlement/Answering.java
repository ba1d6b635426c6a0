package io.intertie.settlement;

import io.intertie.audit.Trail;
import io.intertie.billing.SentPayments.Answer;
import io.intertie.billing.SentPayments.Meaning;
import io.intertie.billing.SentPayments.Moved;
import io.intertie.billing.SentPayments.Named;
import io.intertie.identity.Actor;
import io.intertie.ledger.Journal;
import io.intertie.ledger.movement.PayOutBooked;
import io.intertie.ledger.movement.PayOutRejected;
import io.intertie.ledger.movement.PayOutReturned;
import io.intertie.ledger.movement.Template;
import io.intertie.money.Check;
import io.intertie.money.Money;
import io.intertie.platform.config.Settings;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What one line or answer of the bank does to the payout that it names.
///
/// Runs in the transaction that writes the line, with the payout locked. The order in which the
/// bank tells does not matter: a return that is told before its booking ends in the same books.
@ApplicationScoped
class Answering {
    private final SettlementStore payouts;
    private final AnswerStore answers;
    private final Journal journal;
    private final Trail trail;
    private final Settings settings;
    private final Clock clock;

    @Inject
    Answering(
            SettlementStore payouts,
            AnswerStore answers,
            Journal journal,
            Trail trail,
            Settings settings,
            Clock clock) {
        this.payouts = payouts;
        this.answers = answers;
        this.journal = journal;
        this.trail = trail;
        this.settings = settings;
        this.clock = clock;
    }

    /// What the bank told, in the words that a break is written with.
    private record Told(Actor actor, String source, String endToEndId, Optional<Money> amount) {}

    private record Cause(Actor actor, Map<String, String> basis) {}

    Meaning line(Moved line, Actor actor) {
        var named = line.named();
        var told = new Told(actor, line.bankRef(), named.endToEndId(), Optional.of(line.amount()));
        var payout = answers.named(named.endToEndId()).flatMap(payouts::lockedPayout);
        if (payout.isEmpty()) {
            broken(told, PayoutBreak.Kind.UNKNOWN, Optional.empty());
            return Meaning.BREAK;
        }
        return line.amount().isNegative()
                ? left(payout.get(), line, told)
                : cameBack(payout.get(), line, told);
    }

    private Meaning left(Payout payout, Moved line, Told told) {
        if (payout.booked().filter(before -> isSame(payout, before, line)).isPresent()) {
            return Meaning.REPEATED;
        }
        var fault =
                fault(payout, line.amount().negated(), line.named())
                        .or(() ->
                                isRejected(payout)
                                        ? Optional.of(PayoutBreak.Kind.BOOKED_AND_REJECTED)
                                        : payout.booked()
                                                .map(before -> PayoutBreak.Kind.BOOKED_TWICE));
        if (fault.isPresent()) {
            broken(told, fault.get(), Optional.of(payout));
            return Meaning.BREAK;
        }
        var basis = basis(payout, line.bankRef(), line.bookedOn());
        book(new PayOutBooked(payout.endToEndId(), payout.amount(), basis));
        answers.write(
                payout.id(),
                new Payout.Answer(
                        Payout.Answer.Kind.BOOKED,
                        line.bankRef(),
                        line.hasOwnRef(),
                        line.bookedOn(),
                        Optional.empty(),
                        Money.zero(payout.amount().currency()),
                        clock.instant()),
                Optional.of(line.entryId()),
                told.actor().name());
        if (payout.state() == Payout.State.SENT) {
            answers.become(payout.id(), Payout.State.SETTLED);
        }
        trail.record(told.actor(), "payout.settled", payout.reference(), basis);
        return Meaning.BOOKED;
    }

    private Meaning cameBack(Payout payout, Moved line, Told told) {
        if (payout.returned().filter(before -> isSame(payout, before, line)).isPresent()) {
            return Meaning.REPEATED;
        }
        var zero = Money.zero(line.amount().currency());
        var fee = line.named().fee().orElse(zero);
        var fault =
                fault(payout, line.amount().plus(fee), line.named())
                        .or(() -> payout.returned().map(before -> PayoutBreak.Kind.RETURNED_TWICE));
        if (fault.isPresent()) {
            broken(told, fault.get(), Optional.of(payout));
            return Meaning.BREAK;
        }
        var reason = line.named().reason().orElse("taken back by the bank");
        var basis = new HashMap<>(basis(payout, line.bankRef(), line.bookedOn()));
        basis.put("reason", reason);
        book(
                new PayOutReturned(
                        payout.endToEndId(), payout.providerId(), payout.amount(), fee, basis));
        failed(
                payout,
                new Payout.Answer(
                        Payout.Answer.Kind.RETURNED,
                        line.bankRef(),
                        line.hasOwnRef(),
                        line.bookedOn(),
                        Optional.of(reason),
                        fee,
                        clock.instant()),
                Optional.of(line.entryId()),
                new Cause(told.actor(), basis));
        return Meaning.RETURNED;
    }

    /// A payment that the bank will not book; all of a file is one payment, as we write them.
    Meaning rejected(Answer answer, Actor actor) {
        var named = answer.named();
        var messageId = answer.original().messageId();
        var isWhole = named.endToEndId().isEmpty();
        var told =
                new Told(
                        actor,
                        answer.reportId(),
                        isWhole ? messageId : named.endToEndId(),
                        answer.amount());
        var payout =
                (isWhole ? answers.filed(messageId) : answers.named(named.endToEndId()))
                        .flatMap(payouts::lockedPayout);
        if (payout.isEmpty()) {
            return again(broken(told, PayoutBreak.Kind.UNKNOWN, Optional.empty()));
        }
        var found = payout.get();
        if (isRejected(found)) {
            return Meaning.REPEATED;
        }
        var fault =
                fault(found, answer.amount().orElse(found.amount()), named)
                        .or(() -> faultOfTotals(found, answer))
                        .or(() ->
                                found.state() == Payout.State.SENT
                                        ? Optional.empty()
                                        : Optional.of(PayoutBreak.Kind.BOOKED_AND_REJECTED));
        if (fault.isPresent()) {
            return again(broken(told, fault.get(), payout));
        }
        var reason = named.reason().orElse("no reason given");
        var basis = new HashMap<>(basis(found, answer.reportId(), answer.reportedOn()));
        basis.put("reason", reason);
        book(new PayOutRejected(found.endToEndId(), found.providerId(), found.amount(), basis));
        failed(
                found,
                new Payout.Answer(
                        Payout.Answer.Kind.REJECTED,
                        answer.reportId(),
                        true,
                        answer.reportedOn(),
                        Optional.of(reason),
                        Money.zero(found.amount().currency()),
                        clock.instant()),
                Optional.empty(),
                new Cause(actor, basis));
        return Meaning.RETURNED;
    }

    private void failed(Payout payout, Payout.Answer answer, Optional<UUID> entryId, Cause cause) {
        answers.write(payout.id(), answer, entryId, cause.actor().name());
        answers.become(payout.id(), Payout.State.FAILED);
        trail.record(cause.actor(), "payout.failed", payout.reference(), cause.basis());
    }

    private static boolean isRejected(Payout payout) {
        return payout.returned()
                .filter(answer -> answer.kind() == Payout.Answer.Kind.REJECTED)
                .isPresent();
    }

    /// The same booking under its own name, or under another where a bank gives it none of its own.
    private boolean isSame(Payout payout, Payout.Answer before, Moved line) {
        if (before.kind() == Payout.Answer.Kind.REJECTED
                || answers.isFrom(payout.id(), line.entryId())) {
            return false;
        }
        var bothAreOwn = before.hasOwnRef() && line.hasOwnRef();
        return before.bankRef().equals(line.bankRef())
                || (before.on().equals(line.bookedOn()) && !bothAreOwn);
    }

    private Optional<PayoutBreak.Kind> fault(Payout payout, Money amount, Named named) {
        if (!payout.state().isApproved()) {
            return Optional.of(PayoutBreak.Kind.NOT_SENT);
        }
        if (!amount.currency().equals(payout.amount().currency())) {
            return Optional.of(PayoutBreak.Kind.CURRENCY);
        }
        if (!amount.equals(payout.amount())) {
            return Optional.of(PayoutBreak.Kind.AMOUNT);
        }
        var account = answers.account(payout.id()).orElse("");
        var own = settings.bank().iban();
        return named.accounts().stream().allMatch(one -> one.equals(own) || one.equals(account))
                ? Optional.empty()
                : Optional.of(PayoutBreak.Kind.ACCOUNT);
    }

    private static Optional<PayoutBreak.Kind> faultOfTotals(Payout payout, Answer answer) {
        var original = answer.original();
        var sum = new BigDecimal(payout.amount().minorText());
        var fits =
                original.messageId().equals(payout.reference())
                        && original.payments().map(count -> count == 1).orElse(true)
                        && original.sum().map(said -> said.compareTo(sum) == 0).orElse(true);
        return fits ? Optional.empty() : Optional.of(PayoutBreak.Kind.TOTALS);
    }

    /// A report that came again breaks nothing new.
    private static Meaning again(boolean isNew) {
        return isNew ? Meaning.BREAK : Meaning.REPEATED;
    }

    private boolean broken(Told told, PayoutBreak.Kind kind, Optional<Payout> payout) {
        var isNew =
                answers.write(
                        new PayoutBreak(
                                UuidV7.at(clock.instant()),
                                kind,
                                told.endToEndId(),
                                payout.map(Payout::id),
                                payout.map(Payout::reference),
                                told.source(),
                                told.amount(),
                                clock.instant()));
        if (isNew) {
            trail.record(
                    told.actor(),
                    "payout-break.found",
                    payout.map(Payout::reference).orElse(told.endToEndId()),
                    Map.of("kind", kind.name(), "source", told.source()));
        }
        return isNew;
    }

    private static Map<String, String> basis(Payout payout, String bankRef, LocalDate on) {
        return Map.of("reference", payout.reference(), "bank", bankRef, "on", on.toString());
    }

    private void book(Template movement) {
        var outcome = journal.book(movement);
        Check.that(outcome instanceof Journal.Outcome.Booked, "%s: %s", movement, outcome);
    }
}
