package io.intertie.gateway.dialect;

import java.util.Optional;

/// The dialects, each at its path.
public final class Dialects {
    private static final Dialect CHAT = new OpenAiChat();
    private static final Dialect COMPLETIONS = new OpenAiCompletions();
    private static final Dialect EMBEDDINGS = new OpenAiEmbeddings();
    private static final Dialect RESPONSES = new OpenAiResponses();
    private static final Dialect MESSAGES = new AnthropicMessages();

    private Dialects() {}

    /// The dialect of a path behind `/v1/`; empty where none is spoken.
    public static Optional<Dialect> at(String path) {
        return switch (path) {
            case "chat/completions" -> Optional.of(CHAT);
            case "completions" -> Optional.of(COMPLETIONS);
            case "embeddings" -> Optional.of(EMBEDDINGS);
            case "responses" -> Optional.of(RESPONSES);
            case "messages" -> Optional.of(MESSAGES);
            default -> Optional.empty();
        };
    }

    /// What is spoken where nothing else is known.
    public static Dialect usual() {
        return CHAT;
    }

    /// The chat completion that a body for `messages/count_tokens` speaks of.
    ///
    /// @throws io.intertie.platform.http.Problem at the field that is at fault
    public static byte[] counted(byte[] body) {
        return AnthropicMessages.counted(body);
    }
}
