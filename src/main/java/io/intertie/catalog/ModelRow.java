package io.intertie.catalog;

import io.intertie.tokens.Tokenizer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "model")
class ModelRow {
    @Id private UUID id;
    private String author;
    private String slug;
    private String name;

    @Enumerated(EnumType.STRING)
    private Model.Kind kind;

    @Column(name = "context_tokens")
    private int contextTokens;

    private String parameters;
    private String licence;
    private String[] capabilities;
    private String[] inputs;

    @Enumerated(EnumType.STRING)
    private @Nullable Tokenizer tokenizer;

    @Column(name = "tokenizer_source")
    private @Nullable String tokenizerSource;

    @Column(name = "tokenizer_quality")
    private @Nullable String tokenizerQuality;

    ModelRow() {}

    ModelRow(Model model) {
        this.id = model.id();
        this.author = model.author();
        this.slug = model.slug();
        this.name = model.name();
        this.kind = model.kind();
        this.contextTokens = model.contextTokens();
        this.parameters = model.parameters();
        this.licence = model.licence();
        this.capabilities =
                model.capabilities().stream().map(Enum::name).sorted().toArray(String[]::new);
        this.inputs = model.inputs().stream().map(Enum::name).sorted().toArray(String[]::new);
        count(model.tokens());
    }

    /// By which tokenizer it counts from now on.
    final void count(Optional<Model.Tokens> tokens) {
        tokenizer = tokens.map(Model.Tokens::tokenizer).orElse(null);
        tokenizerSource = tokens.map(Model.Tokens::source).orElse(null);
        tokenizerQuality = tokens.map(Model.Tokens::quality).orElse(null);
    }

    private Optional<Model.Tokens> tokens() {
        return Optional.ofNullable(tokenizer)
                .map(known ->
                        new Model.Tokens(
                                known,
                                Objects.requireNonNull(tokenizerSource),
                                Objects.requireNonNull(tokenizerQuality)));
    }

    Model value() {
        return new Model(
                id,
                author,
                slug,
                name,
                kind,
                contextTokens,
                parameters,
                licence,
                Arrays.stream(capabilities)
                        .map(Model.Capability::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                Arrays.stream(inputs)
                        .map(Model.Modality::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                tokens());
    }
}
