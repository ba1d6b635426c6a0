package io.intertie.catalog;

import io.intertie.tokens.Tokenizer;
import java.util.Optional;
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
        Set<Modality> inputs,
        Optional<Tokens> tokens) {
    /// Which public tokenizer counts the model's tokens exactly, who says so, and how good that is.
    public record Tokens(Tokenizer tokenizer, String source, String quality) {}

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

    /// A model that reads text, and images where it has vision; its tokenizer is not known.
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
                        : Set.of(Modality.TEXT),
                Optional.empty());
    }

    /// The same with what is known of its tokenizer.
    public Model with(Optional<Tokens> itsTokens) {
        return new Model(
                id,
                author,
                slug,
                name,
                kind,
                contextTokens,
                parameters,
                licence,
                capabilities,
                inputs,
                itsTokens);
    }

    /// What counts its tokens exactly, where that is known.
    public Optional<Tokenizer> tokenizer() {
        return tokens.map(Tokens::tokenizer);
    }

    /// What a client sends as `model`.
    public String wireName() {
        return author + "/" + slug;
    }
}
