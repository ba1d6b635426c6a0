package io.intertie.access;

import java.util.UUID;

/// A subscription started or ended.
public record SubscriptionChanged(UUID organisationId) {}
