package io.intertie.access;

import java.util.UUID;

/// A key was made, or has another secret or other rights from now on.
public record ApiKeyChanged(UUID keyId) {}
