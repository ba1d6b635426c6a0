package io.intertie.billing;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import io.intertie.money.Money;
import io.intertie.platform.config.Settings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Stripe, by its own library. Each request names our id as its idempotency key, so that a request
/// whose answer was lost is sent again safely.
final class StripeProcessor implements CardProcessor {
    /// The names under which a payment at Stripe carries our ids.
    static final String PAYMENT = "intertie_payment";

    static final String ORGANISATION = "intertie_organisation";
    static final String REFUND = "intertie_refund";

    private static final Logger LOG = Logger.getLogger(StripeProcessor.class.getName());
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 20_000;

    private final StripeClient stripe;
    private final StripeDisputes disputes;

    StripeProcessor(Settings.Stripe settings) {
        stripe =
                StripeClient.builder()
                        .setApiKey(settings.apiKey().reveal())
                        .setApiBase(settings.apiBase().toString())
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setReadTimeout(READ_MILLIS)
                        .setMaxNetworkRetries(1)
                        .build();
        disputes = new StripeDisputes(stripe);
    }

    @Override
    public Opened open(CardPayment payment, URI back) {
        var session =
                asked(() ->
                        stripe.v1()
                                .checkout()
                                .sessions()
                                .create(StripeCheckout.of(payment, back), once(payment.id())));
        return new Opened(session.getId(), Optional.ofNullable(session.getUrl()).map(URI::create));
    }

    @Override
    public Opened charge(CardPayment payment, SavedCard card) {
        var asked =
                PaymentIntentCreateParams.builder()
                        .setAmount(StripeAmounts.of(payment.amount()))
                        .setCurrency(code(payment.amount()))
                        .setCustomer(card.customerRef())
                        .setPaymentMethod(card.methodRef())
                        .addPaymentMethodType("card")
                        .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.AUTOMATIC)
                        .setOffSession(true)
                        .setConfirm(true)
                        .putAllMetadata(names(payment))
                        .build();
        var intent =
                asked(() -> {
                    try {
                        return stripe.v1()
                                .paymentIntents()
                                .create(asked, once(payment.id()))
                                .getId();
                    } catch (CardException declined) {
                        var error = declined.getStripeError();
                        if (error == null || error.getPaymentIntent() == null) {
                            throw declined;
                        }
                        return error.getPaymentIntent().getId();
                    }
                });
        return new Opened(intent, Optional.empty());
    }

    @Override
    public Seen look(CardPayment payment) {
        return asked(() ->
                payment.intentRef().isPresent()
                        ? seen(intent(payment.intentRef().get()), payment)
                        : ofSession(payment));
    }

    private Seen ofSession(CardPayment payment) throws StripeException {
        if (payment.sessionRef().isEmpty()) {
            return new Seen.Waiting();
        }
        var session = stripe.v1().checkout().sessions().retrieve(payment.sessionRef().get());
        if ("expired".equals(session.getStatus())) {
            return new Seen.Failed("The payment page was not used in time.");
        }
        return session.getPaymentIntent() == null || !"complete".equals(session.getStatus())
                ? new Seen.Waiting()
                : seen(intent(session.getPaymentIntent()), payment);
    }

    private PaymentIntent intent(String ref) throws StripeException {
        var params =
                PaymentIntentRetrieveParams.builder()
                        .addExpand("latest_charge.balance_transaction")
                        .build();
        return stripe.v1().paymentIntents().retrieve(ref, params);
    }

    private Seen seen(PaymentIntent intent, CardPayment payment) throws StripeException {
        return switch (String.valueOf(intent.getStatus())) {
            case "succeeded" -> paid(intent, payment);
            case "canceled" -> new Seen.Failed("The payment was cancelled.");
            // What a buyer could still mend at the page, nobody mends for an automatic charge, nor
            // for a debit that the bank has sent back.
            case "requires_payment_method", "requires_action", "requires_confirmation" ->
                    new Seen.Failed(declined(intent));
            default -> new Seen.Waiting();
        };
    }

    private static String declined(PaymentIntent intent) {
        var error = intent.getLastPaymentError();
        return error == null || error.getCode() == null
                ? "The payment was not completed."
                : "The payment was declined: " + error.getCode().replace('_', ' ') + ".";
    }

    private Seen paid(PaymentIntent intent, CardPayment payment) throws StripeException {
        var charge = intent.getLatestChargeObject();
        if (charge == null || charge.getBalanceTransactionObject() == null) {
            return new Seen.Waiting();
        }
        var booked = charge.getBalanceTransactionObject();
        return new Seen.Paid(
                new Asked(
                        id(intent.getMetadata().get(PAYMENT)),
                        id(intent.getMetadata().get(ORGANISATION)),
                        StripeAmounts.money(intent.getAmountReceived(), intent.getCurrency()),
                        method(charge)),
                StripeAmounts.money(booked.getFee(), booked.getCurrency()),
                intent.getId(),
                payment.keepsCard() ? card(intent, charge) : Optional.empty(),
                // Always: one that failed counts no more in what the charge says of itself.
                refunds(intent),
                Boolean.TRUE.equals(charge.getDisputed()) ? disputes.of(intent) : List.of());
    }

    private static String method(Charge charge) {
        var details = charge.getPaymentMethodDetails();
        return details == null ? "unknown" : String.valueOf(details.getType());
    }

    private static Optional<SavedCard> card(PaymentIntent intent, Charge charge) {
        var details = charge.getPaymentMethodDetails();
        if (intent.getCustomer() == null || intent.getPaymentMethod() == null || details == null) {
            return Optional.empty();
        }
        var card = details.getCard();
        var label = card == null ? details.getType() : card.getBrand() + " •••• " + card.getLast4();
        return Optional.of(new SavedCard(intent.getCustomer(), intent.getPaymentMethod(), label));
    }

    private List<Refunded> refunds(PaymentIntent intent) throws StripeException {
        var params =
                RefundListParams.builder().setPaymentIntent(intent.getId()).setLimit(100L).build();
        return stripe.v1().refunds().list(params).getData().stream()
                .map(StripeProcessor::refunded)
                .toList();
    }

    private static Refunded refunded(com.stripe.model.Refund refund) {
        var state =
                switch (String.valueOf(refund.getStatus())) {
                    case "succeeded" -> Refunded.Sent.DONE;
                    case "failed", "canceled" -> Refunded.Sent.FAILED;
                    default -> Refunded.Sent.WAITING;
                };
        var metadata = refund.getMetadata();
        return new Refunded(
                refund.getId(),
                Optional.ofNullable(metadata == null ? null : metadata.get(REFUND))
                        .map(StripeProcessor::id),
                StripeAmounts.money(refund.getAmount(), refund.getCurrency()),
                state);
    }

    @Override
    public Refunded refund(CardPayment payment, UUID refundId, Money amount) {
        var params =
                RefundCreateParams.builder()
                        .setPaymentIntent(payment.intentRef().orElseThrow())
                        .setAmount(StripeAmounts.of(amount))
                        .putMetadata(REFUND, refundId.toString())
                        .build();
        return asked(() -> refunded(stripe.v1().refunds().create(params, once(refundId))));
    }

    /// Our id of a payment intent, if it carries one.
    Optional<UUID> paymentOf(String intentRef) {
        var intent = asked(() -> stripe.v1().paymentIntents().retrieve(intentRef));
        return Optional.ofNullable(intent.getMetadata().get(PAYMENT)).map(StripeProcessor::id);
    }

    /// A payout to the operator's bank.
    ProcessorPayouts.Told payout(String ref) {
        var payout = asked(() -> stripe.v1().payouts().retrieve(ref));
        var trace = payout.getTraceId() == null ? null : payout.getTraceId().getValue();
        return new ProcessorPayouts.Told(
                payout.getId(),
                StripeAmounts.money(payout.getAmount(), payout.getCurrency()),
                Optional.ofNullable(trace),
                Instant.ofEpochSecond(payout.getArrivalDate()).atZone(ZoneOffset.UTC).toLocalDate(),
                !"failed".equals(payout.getStatus()) && !"canceled".equals(payout.getStatus()));
    }

    static Map<String, String> names(CardPayment payment) {
        return Map.of(
                PAYMENT, payment.id().toString(),
                ORGANISATION, payment.organisationId().toString());
    }

    private static RequestOptions once(UUID id) {
        return RequestOptions.builder().setIdempotencyKey(id.toString()).build();
    }

    static String code(Money amount) {
        return amount.currency().code().toLowerCase(Locale.ROOT);
    }

    private static UUID id(@Nullable String text) {
        try {
            return UUID.fromString(String.valueOf(text));
        } catch (IllegalArgumentException notOurs) {
            return new UUID(0, 0);
        }
    }

    /// What was asked was answered, or a Problem: refused for good (4xx), or away for now.
    static <T> T asked(Callable<T> question) {
        try {
            return question.call();
        } catch (StripeException failed) {
            var status = failed.getStatusCode() == null ? 0 : failed.getStatusCode();
            LOG.log(
                    Level.WARNING,
                    "Stripe answered {0} {1}, request {2}",
                    new Object[] {status, failed.getCode(), failed.getRequestId()});
            var isRefusal = status == 400 || status == 402 || status == 404;
            throw new Problem(
                    isRefusal ? ProblemType.UNPROCESSABLE : ProblemType.UNAVAILABLE,
                    isRefusal
                            ? Wording.of(
                                    "card.refused",
                                    "The card processor refused: %s",
                                    failed.getCode())
                            : Wording.of(
                                    "card.away",
                                    "The card processor cannot be reached now. No money was"
                                            + " taken."));
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
