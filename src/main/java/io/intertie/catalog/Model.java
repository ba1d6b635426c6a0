package io.intertie.catalog;

import java.util.Set;
import java.util.UUID;

/// A model that listings offer, named `author/slug` on the wire. `inputs` is what it reads.
public record Model(
        UUID id,
        String author,
        String slug,
        String name,
        Kind kind,
        int contextTokens,
        String parameters,
        String licence,
        Set<Capability> capabilities,
        Set<Modality> inputs) {
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

    /// What a model reads.
    public enum Modality {
        TEXT,
        IMAGE,
        AUDIO,
        VIDEO
    }

    public Model {
        capabilities = Set.copyOf(capabilities);
        inputs = Set.copyOf(inputs);
    }

    /// A model that reads text, and images where it has vision.
    public Model(
            UUID id,
            String author,
            String slug,
            String name,
            Kind kind,
            int contextTokens,
            String parameters,
            String licence,
            Set<Capability> capabilities) {
        this(
                id,
                author,
                slug,
                name,
                kind,
                contextTokens,
                parameters,
                licence,
                capabilities,
                capabilities.contains(Capability.VISION)
                        ? Set.of(Modality.TEXT, Modality.IMAGE)
                        : Set.of(Modality.TEXT));
    }

    /// What a client sends as `model`.
    public String wireName() {
        return author + "/" + slug;
    }
}
