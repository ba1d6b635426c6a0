package io.intertie.billing;

import io.intertie.identity.Actor;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// How money enters a wallet by card: by Stripe, or by the sandbox card, which is a simulator and
/// named so on every screen.
@ApplicationScoped
public class TopUps {
    private static final BigDecimal LEAST = BigDecimal.ONE;
    private static final BigDecimal MOST = BigDecimal.valueOf(10_000);
    private static final int LATEST = 20;
    private static final Duration SHOWN_FOR = Duration.ofDays(30);

    private final CardPaymentStore payments;
    private final RefundStore refunds;
    private final CardSettling settling;
    private final Processors processors;
    private final Journal journal;
    private final Clock clock;

    @Inject
    TopUps(
            CardPaymentStore payments,
            RefundStore refunds,
            CardSettling settling,
            Processors processors,
            Journal journal,
            Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.settling = settling;
        this.processors = processors;
        this.journal = journal;
        this.clock = clock;
    }

    /// What a top-up by the sandbox card came to.
    public sealed interface Outcome {
        /// `credited` went into the wallet; `fee` is what the processor keeps, at the market's
        /// expense.
        record Booked(JournalEntry entry, Money credited, Money fee) implements Outcome {}

        /// The card was declined; nothing was booked.
        record Declined(String reason) implements Outcome {}
    }

    /// Which test card is used.
    public enum SandboxCard {
        ACCEPTED,
        DECLINED
    }

    /// Refunds that lately failed to reach the card: their money is in the wallet again.
    public List<Refunds.Refund> cameBack(UUID organisationId) {
        return refunds.cameBackTo(organisationId, clock.instant().minus(SHOWN_FOR));
    }

    /// Whether this market takes real cards.
    public boolean takesCards() {
        return processors.has(CardPayment.Processor.STRIPE);
    }

    /// Whether this market offers the sandbox card: never where real money moves.
    public boolean simulates() {
        return processors.has(CardPayment.Processor.SANDBOX);
    }

    /// Opens a card payment at Stripe; the buyer pays at its `payAt`. The same key again is the
    /// same payment. With `keepsCard` the card is left for automatic top-ups.
    ///
    /// @throws Problem if the amount is not between 1 and 10,000 major in whole minor units, if the
    ///   key was used for another amount, or if Stripe cannot be reached
    public CardPayment byCard(
            UUID organisationId, Money amount, boolean keepsCard, String key, Actor actor) {
        StripeAmounts.of(amount);
        var methods =
                amount.currency().code().equals("EUR") && !keepsCard
                        ? Set.of("card", "sepa_debit")
                        : Set.of("card");
        var asked = asked(organisationId, CardPayment.Processor.STRIPE, amount, actor);
        return settling.opened(begun(asked.by(methods, keepsCard), key));
    }

    /// Charges the sandbox card and books E1; the same `idempotencyKey` again books nothing new.
    ///
    /// @throws Problem if the amount is not between 1 and 10,000 major in whole minor units, or if
    ///   the key was used for another amount
    public Outcome bySandboxCard(
            UUID organisationId,
            Money amount,
            SandboxCard card,
            String idempotencyKey,
            Actor actor) {
        processors.of(CardPayment.Processor.SANDBOX);
        var asked = asked(organisationId, CardPayment.Processor.SANDBOX, amount, actor);
        var begun = begun(asked.by(Set.of(card.name()), false), idempotencyKey);
        var payment = settling.settle(begun.id(), actor);
        return journal.find(JournalEntry.Kind.TOPUP, payment.journalRef())
                .<Outcome>map(
                        entry -> new Outcome.Booked(entry, amount, SandboxProcessor.fee(amount)))
                .orElseGet(() -> new Outcome.Declined(payment.reason().orElse("")));
    }

    private CardPayment asked(
            UUID organisationId, CardPayment.Processor processor, Money amount, Actor actor) {
        refuseUnlessPayable(amount);
        var now = clock.instant();
        return CardPayment.asked(
                new CardPayment.Request(
                        UuidV7.at(now),
                        organisationId,
                        processor,
                        CardPayment.Purpose.CHECKOUT,
                        amount),
                actor.name(),
                now);
    }

    private CardPayment begun(CardPayment asked, String key) {
        if (!key.matches("[!-~]{1,64}")) {
            throw Problem.field(
                    "idempotencyKey",
                    Wording.of(
                            "payment.key",
                            "The key has 1 to 64 letters, digits or signs, no spaces."));
        }
        var begun = payments.begin(asked, key);
        if (!begun.amount().equals(asked.amount()) || !begun.methods().equals(asked.methods())) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of(
                            "payment.other",
                            "This key was used for another payment. Nothing was paid."));
        }
        return begun;
    }

    static void refuseUnlessPayable(Money amount) {
        var major = amount.major();
        if (major.compareTo(LEAST) < 0 || major.compareTo(MOST) > 0) {
            throw Problem.field(
                    "amount", Wording.of("payment.amount", "The amount is between 1 and 10,000."));
        }
        if (!amount.equals(amount.wholeMinor())) {
            throw Problem.field(
                    "amount",
                    Wording.of(
                            "payment.decimals",
                            "%s has %s decimals.",
                            amount.currency(),
                            amount.currency().minorDigits()));
        }
    }

    /// Asks the processor what has become of a payment of an organisation, and books it.
    public Optional<CardPayment> look(UUID organisationId, UUID paymentId, Actor actor) {
        return payments.find(paymentId)
                .filter(payment -> payment.organisationId().equals(organisationId))
                .map(payment ->
                        payment.state() == CardPayment.State.PENDING
                                ? settling.settle(paymentId, actor)
                                : payment);
    }

    /// An organisation's latest card payments, the newest first.
    public List<CardPayment> of(UUID organisationId) {
        return payments.of(organisationId, LATEST);
    }

    /// Everybody's latest card payments, for the operator.
    public List<CardPayment> latest() {
        return payments.latest(200);
    }
}
