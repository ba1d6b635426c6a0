package io.intertie.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;

/// What happens at [FakeStripe]: sessions are paid, debits come back, charges are disputed.
final class StripeLedger {
    private final FakeStripe stripe;

    StripeLedger(FakeStripe stripe) {
        this.stripe = stripe;
    }

    ObjectNode session(Map<String, String> form) {
        var session = stripe.object("checkout.session", stripe.next("cs_test"));
        var line = "line_items[0][price_data]";
        session.put("mode", form.get("mode"));
        session.put("client_reference_id", form.get("client_reference_id"));
        session.put("amount_total", Long.parseLong(field(form, line + "[unit_amount]")));
        session.put("currency", form.get(line + "[currency]"));
        session.put("status", "open").put("payment_status", "unpaid");
        session.put("url", stripe.base() + "/pay/" + session.path("id").asText());
        session.set("metadata", fields(form, "metadata"));
        session.set("intent_metadata", fields(form, "payment_intent_data[metadata]"));
        session.put("keeps", form.containsKey("payment_intent_data[setup_future_usage]"));
        session.put("capture", form.get("payment_intent_data[capture_method]"));
        return session;
    }

    private static String field(Map<String, String> form, String name) {
        return Objects.requireNonNull(form.get(name), name);
    }

    private static ObjectNode fields(Map<String, String> form, String name) {
        var fields = FakeStripe.JSON.createObjectNode();
        form.forEach((key, value) -> {
            if (key.startsWith(name + "[")) {
                fields.put(key.substring(name.length() + 1, key.length() - 1), value);
            }
        });
        return fields;
    }

    /// The buyer pays at the page, at once.
    ObjectNode pay(String sessionId) {
        return settle(begin(sessionId, "card"));
    }

    /// The buyer pays by a debit that the bank has yet to book.
    ObjectNode begin(String sessionId, String method) {
        var session = stripe.find(sessionId);
        var intent =
                intent(session.path("amount_total").asLong(), session.path("currency").asText());
        intent.set("metadata", session.path("intent_metadata"));
        intent.put("method", method);
        if (session.path("keeps").asBoolean()) {
            intent.put("customer", stripe.next("cus")).put("payment_method", stripe.next("pm"));
        }
        session.put("status", "complete").put("payment_intent", intent.path("id").asText());
        intent.put("session", sessionId);
        return intent;
    }

    private ObjectNode intent(long amount, String currency) {
        var intent = stripe.object("payment_intent", stripe.next("pi"));
        intent.put("amount", amount).put("currency", currency).put("status", "processing");
        return intent.put("amount_received", 0);
    }

    /// The money has arrived.
    ObjectNode settle(ObjectNode intent) {
        var amount = intent.path("amount").asLong();
        var currency = intent.path("currency").asText();
        var booked = movement(amount, amount * 29 / 1000 + 30, currency);
        var charge = stripe.object("charge", stripe.next("ch"));
        charge.put("amount", amount).put("currency", currency).put("paid", true);
        charge.put("amount_refunded", 0).put("refunded", false).put("disputed", false);
        charge.put("payment_intent", intent.path("id").asText());
        charge.put("balance_transaction", booked.path("id").asText());
        var details = charge.putObject("payment_method_details");
        var method = intent.path("method").asText("card");
        details.put("type", method).putObject(method).put("brand", "visa").put("last4", "4242");
        intent.put("latest_charge", charge.path("id").asText());
        intent.put("status", "succeeded").put("amount_received", amount);
        if (intent.has("session")) {
            stripe.find(intent.path("session").asText()).put("payment_status", "paid");
        }
        return intent;
    }

    private ObjectNode movement(long amount, long fee, String currency) {
        var booked = stripe.object("balance_transaction", stripe.next("txn"));
        booked.put("amount", amount).put("fee", fee).put("net", amount - fee);
        return booked.put("currency", currency);
    }

    /// The bank has sent the debit back.
    void fail(ObjectNode intent) {
        intent.put("status", "requires_payment_method");
        intent.putObject("last_payment_error").put("code", "insufficient_funds");
    }

    /// A saved card is charged while nobody is there.
    ObjectNode offSession(Map<String, String> form) {
        var intent = intent(Long.parseLong(field(form, "amount")), field(form, "currency"));
        intent.set("metadata", fields(form, "metadata"));
        intent.put("customer", form.get("customer"));
        intent.put("payment_method", form.get("payment_method"));
        if (stripe.declines.isEmpty()) {
            return settle(intent);
        }
        intent.put("status", "requires_payment_method");
        intent.putObject("last_payment_error").put("code", stripe.declines);
        var refusal = new FakeStripe.Refusal(402, "card_error", stripe.declines);
        refusal.error.set("payment_intent", intent);
        throw refusal;
    }

    ObjectNode refund(Map<String, String> form) {
        if (stripe.declines.equals("refund")) {
            throw new FakeStripe.Refusal(400, "invalid_request_error", "charge_already_refunded");
        }
        var intent = stripe.find(field(form, "payment_intent"));
        var charge = stripe.find(intent.path("latest_charge").asText());
        var amount = Long.parseLong(field(form, "amount"));
        var refunded = charge.path("amount_refunded").asLong() + amount;
        charge.put("amount_refunded", refunded);
        var refund = stripe.object("refund", stripe.next("re"));
        refund.put("amount", amount).put("currency", intent.path("currency").asText());
        refund.put("payment_intent", form.get("payment_intent")).put("status", stripe.refundsAre);
        refund.set("metadata", fields(form, "metadata"));
        return refund;
    }

    /// The card's holder disputes a charge; Stripe takes it back, and a fee.
    ObjectNode dispute(ObjectNode intent, long amount, long fee) {
        var charge = stripe.find(intent.path("latest_charge").asText());
        charge.put("disputed", true);
        var dispute = stripe.object("dispute", stripe.next("dp"));
        dispute.put("amount", amount).put("currency", intent.path("currency").asText());
        dispute.put("payment_intent", intent.path("id").asText());
        dispute.put("charge", charge.path("id").asText()).put("status", "needs_response");
        var moved = movement(-amount, fee, intent.path("currency").asText());
        dispute.putArray("balance_transactions").add(moved);
        return dispute;
    }

    /// The dispute is won: what was taken comes back, and later, maybe, the fee.
    void win(ObjectNode dispute, long fee) {
        dispute.put("status", "won");
        var amount = dispute.path("amount").asLong();
        var moved = movement(amount, -fee, dispute.path("currency").asText());
        dispute.withArray("balance_transactions").add(moved);
    }

    /// A refund that was told as done does not reach the card: Stripe has its money again.
    ObjectNode failLate(ObjectNode refund) {
        var intent = stripe.find(refund.path("payment_intent").asText());
        var charge = stripe.find(intent.path("latest_charge").asText());
        var left = charge.path("amount_refunded").asLong() - refund.path("amount").asLong();
        charge.put("amount_refunded", left).put("refunded", false);
        return refund.put("status", "failed").put("failure_reason", "lost_or_stolen_card");
    }

    ObjectNode payout(long amount, String currency, long arrivesAt) {
        var payout = stripe.object("payout", stripe.next("po").replace("po_", "po_1Abc"));
        payout.put("amount", amount).put("currency", currency).put("status", "paid");
        payout.put("arrival_date", arrivesAt);
        payout.putObject("trace_id").put("status", "supported").put("value", "TRACE0001234");
        return payout;
    }
}
