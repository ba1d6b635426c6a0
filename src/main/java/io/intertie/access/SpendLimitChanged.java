package io.intertie.access;

import java.util.UUID;

/// An organisation or one of its keys may spend more or less from now on.
public record SpendLimitChanged(UUID organisationId) {}
