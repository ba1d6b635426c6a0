package io.intertie.catalog;

import java.util.Set;
import java.util.UUID;

/// A model that listings offer, named `author/slug` on the wire.
public record Model(
        UUID id,
        String author,
        String slug,
        String name,
        Kind kind,
        int contextTokens,
        String parameters,
        String licence,
        Set<Capability> capabilities) {
    public enum Kind {
        CHAT,
        EMBEDDING
    }

    public enum Capability {
        TOOLS,
        JSON,
        REASONING,
        VISION
    }

    public Model {
        capabilities = Set.copyOf(capabilities);
    }

    /// What a client sends as `model`.
    public String wireName() {
        return author + "/" + slug;
    }
}
