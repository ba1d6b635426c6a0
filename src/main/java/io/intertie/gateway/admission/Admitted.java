package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import java.util.Optional;

/// Whose call it is, of which model, and the subscription that it is paid under.
///
/// `organisationLimit` is the one in the subscription's currency.
public record Admitted(
        ApiKey key,
        Subscription subscription,
        Model model,
        Optional<SpendLimit> organisationLimit) {}
