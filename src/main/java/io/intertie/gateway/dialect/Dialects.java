package io.intertie.gateway.dialect;

import java.util.Optional;

/// The dialects, each at its path.
public final class Dialects {
    private static final Dialect CHAT = new OpenAiChat();

    private Dialects() {}

    /// The dialect of a path behind `/v1/`; empty where none is spoken.
    public static Optional<Dialect> at(String path) {
        return switch (path) {
            case "chat/completions" -> Optional.of(CHAT);
            default -> Optional.empty();
        };
    }
}
