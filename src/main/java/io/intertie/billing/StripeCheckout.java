package io.intertie.billing;

import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import io.intertie.money.Money;
import java.net.URI;
import java.util.Locale;

/// What Stripe's payment page is asked to be: one line, our ids, the buyer's currency as it is.
final class StripeCheckout {
    private StripeCheckout() {}

    static SessionCreateParams of(CardPayment payment, URI back) {
        var intent =
                SessionCreateParams.PaymentIntentData.builder()
                        .putAllMetadata(StripeProcessor.names(payment))
                        // At once, not later: the fee is then known when the payment is.
                        .setCaptureMethod(
                                SessionCreateParams.PaymentIntentData.CaptureMethod.AUTOMATIC);
        var session =
                SessionCreateParams.builder()
                        .setMode(SessionCreateParams.Mode.PAYMENT)
                        .setClientReferenceId(payment.id().toString())
                        .putAllMetadata(StripeProcessor.names(payment))
                        .setAdaptivePricing(
                                SessionCreateParams.AdaptivePricing.builder()
                                        .setEnabled(false)
                                        .build())
                        .setSuccessUrl(back + "?paid=" + payment.id())
                        .setCancelUrl(back + "?left=" + payment.id())
                        .addLineItem(line(payment.amount()));
        payment.methods().stream()
                .sorted()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .map(SessionCreateParams.PaymentMethodType::valueOf)
                .forEach(session::addPaymentMethodType);
        if (payment.keepsCard()) {
            session.setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS);
            intent.setSetupFutureUsage(
                    SessionCreateParams.PaymentIntentData.SetupFutureUsage.OFF_SESSION);
        }
        return session.setPaymentIntentData(intent.build()).build();
    }

    private static LineItem line(Money amount) {
        var product =
                LineItem.PriceData.ProductData.builder().setName("Intertie wallet top-up").build();
        return LineItem.builder()
                .setQuantity(1L)
                .setPriceData(
                        LineItem.PriceData.builder()
                                .setCurrency(StripeProcessor.code(amount))
                                .setUnitAmount(StripeAmounts.of(amount))
                                .setProductData(product)
                                .build())
                .build();
    }
}
