package io.intertie.access;

import java.util.UUID;

/// A key can be used from now on.
public record ApiKeyCreated(UUID keyId) {}
