package io.intertie.billing;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.param.DisputeListParams;
import io.intertie.money.Money;
import java.util.List;
import java.util.Optional;

/// Disputes as Stripe tells them: the movements of its balance say what was taken and returned.
final class StripeDisputes {
    private final StripeClient stripe;

    StripeDisputes(StripeClient stripe) {
        this.stripe = stripe;
    }

    List<CardProcessor.Disputed> of(PaymentIntent intent) throws StripeException {
        var params =
                DisputeListParams.builder().setPaymentIntent(intent.getId()).setLimit(100L).build();
        return stripe.v1().disputes().list(params).getData().stream()
                .flatMap(dispute -> disputed(dispute).stream())
                .toList();
    }

    /// Nothing for an inquiry, which moves no money.
    private static Optional<CardProcessor.Disputed> disputed(Dispute dispute) {
        var taken =
                dispute.getBalanceTransactions().stream()
                        .filter(movement -> movement.getAmount() < 0)
                        .toList();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        var state =
                switch (String.valueOf(dispute.getStatus())) {
                    case "won" -> CardProcessor.Disputed.Stage.WON;
                    case "lost" -> CardProcessor.Disputed.Stage.LOST;
                    default -> CardProcessor.Disputed.Stage.OPEN;
                };
        return Optional.of(
                new CardProcessor.Disputed(
                        dispute.getId(),
                        sum(taken.stream().map(StripeDisputes::amount).toList()),
                        sum(taken.stream().map(StripeDisputes::fee).toList()),
                        returned(dispute, taken.getFirst().getCurrency()),
                        state));
    }

    /// A fee that is negative is one that comes back.
    private static Money returned(Dispute dispute, String currency) {
        return dispute.getBalanceTransactions().stream()
                .filter(movement -> movement.getFee() < 0)
                .map(movement -> StripeAmounts.money(-movement.getFee(), movement.getCurrency()))
                .reduce(StripeAmounts.money(0, currency), Money::plus);
    }

    private static Money amount(BalanceTransaction movement) {
        return StripeAmounts.money(-movement.getAmount(), movement.getCurrency());
    }

    private static Money fee(BalanceTransaction movement) {
        return StripeAmounts.money(movement.getFee(), movement.getCurrency());
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money::plus).orElseThrow();
    }
}
