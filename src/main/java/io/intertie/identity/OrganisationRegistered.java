package io.intertie.identity;

import java.util.UUID;

/// A party takes part in the market from now on.
public record OrganisationRegistered(UUID organisationId) {}
