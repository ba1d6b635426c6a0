package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Endpoint;
import io.intertie.platform.config.Secret;
import java.net.URI;
import java.util.Optional;

/// Where one call goes: `base` is the provider's OpenAI-compatible root, ending in `/v1`.
public record Destination(URI base, Endpoint endpoint, Optional<Secret> credential) {
    URI uri() {
        var root = base.toString();
        return URI.create(root + (root.endsWith("/") ? "" : "/") + endpoint.path());
    }
}
