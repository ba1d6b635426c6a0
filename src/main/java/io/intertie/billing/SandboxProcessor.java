package io.intertie.billing;

import io.intertie.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A simulator of a card processor: which test card is used decides everything at once.
///
/// No card is charged and no money moves; every screen that offers it says so.
final class SandboxProcessor implements CardProcessor {
    /// The card that a buyer leaves here for automatic top-ups.
    static final SavedCard CARD =
            new SavedCard("sandbox", TopUps.SandboxCard.ACCEPTED.name(), "Sandbox •••• 4242");

    private static final BigDecimal FEE_SHARE = new BigDecimal("0.029");
    private static final BigDecimal FEE_FIXED = new BigDecimal("0.30");

    @Override
    public Opened open(CardPayment payment, URI back) {
        return new Opened(ref(payment), Optional.empty());
    }

    @Override
    public Opened charge(CardPayment payment, SavedCard card) {
        return new Opened(ref(payment), Optional.empty());
    }

    private static String ref(CardPayment payment) {
        return "sandbox_" + payment.id();
    }

    @Override
    public Seen look(CardPayment payment) {
        if (payment.methods().contains(TopUps.SandboxCard.DECLINED.name())) {
            return new Seen.Failed("The sandbox card was declined.");
        }
        var method = payment.methods().iterator().next();
        return new Seen.Paid(
                new Asked(payment.id(), payment.organisationId(), payment.amount(), method),
                fee(payment.amount()),
                ref(payment),
                payment.keepsCard() ? Optional.of(CARD) : Optional.empty(),
                List.of(),
                List.of());
    }

    @Override
    public Refunded refund(CardPayment payment, UUID refundId, Money amount) {
        return new Refunded(
                "sandbox_" + refundId, Optional.of(refundId), amount, Refunded.Sent.DONE);
    }

    /// What it keeps: 2.9 % and 0.30, half-even in whole minor units.
    static Money fee(Money amount) {
        var fee =
                amount.major()
                        .multiply(FEE_SHARE)
                        .add(FEE_FIXED)
                        .setScale(amount.currency().minorDigits(), RoundingMode.HALF_EVEN);
        return Money.of(fee.toPlainString(), amount.currency());
    }
}
