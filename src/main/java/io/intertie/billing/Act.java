package io.intertie.billing;

import java.util.HashMap;
import java.util.Map;

/// What goes on the trail once everything else of a transaction is done.
record Act(String action, String subject, Map<String, String> detail) {
    /// An act about a card payment, at the payment's amount unless `more` names another.
    static Act of(String action, CardPayment payment, Map<String, String> more) {
        var detail = new HashMap<>(more);
        detail.putIfAbsent("amount", payment.amount().major().toPlainString());
        detail.put("currency", payment.amount().currency().code());
        detail.put("processor", payment.processor().word());
        detail.put("payment", payment.id().toString());
        return new Act(action, payment.organisationId().toString(), Map.copyOf(detail));
    }
}
