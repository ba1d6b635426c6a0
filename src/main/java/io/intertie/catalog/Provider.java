package io.intertie.catalog;

import io.intertie.money.Currency;
import java.util.UUID;

/// An organisation that offers models; `sandbox` marks a simulator, named so on every screen.
public record Provider(
        UUID organisationId,
        String slug,
        String name,
        String country,
        Currency currency,
        boolean sandbox) {}
