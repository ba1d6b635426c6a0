package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.access.SpendLimit;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import java.util.Optional;

/// Whose call it is, of which model, and the subscription that it is paid under.
public record Admitted(Caller caller, Subscription subscription, Model model) {
    public ApiKey key() {
        return caller.key();
    }

    /// The organisation's spend limit in the subscription's currency.
    public Optional<SpendLimit> organisationLimit() {
        return Admission.limit(caller.spendLimits(), subscription);
    }

    /// Where the call may go: what key, organisation and subscription allow together.
    public RoutePolicy policy() {
        return caller.policy().and(subscription.policy());
    }
}
