package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;

/// Whose call it is, of which model, and the subscription that it is paid under.
public record Admitted(ApiKey key, Subscription subscription, Model model) {}
