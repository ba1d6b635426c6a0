package io.intertie.access;

import java.util.UUID;

/// A key must not be accepted any more, on any node.
public record ApiKeyRevoked(UUID keyId) {}
