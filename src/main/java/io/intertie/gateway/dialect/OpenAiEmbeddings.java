package io.intertie.gateway.dialect;

import io.intertie.gateway.wire.Json;
import java.nio.charset.StandardCharsets;

/// OpenAI's embeddings, which providers speak too; vectors leave in the encoding that was asked
/// for.
final class OpenAiEmbeddings extends OpenAi {
    @Override
    public Reading read(byte[] body) {
        var asText = wantsText(body);
        return new Reading(body, opening -> new EmbeddingsVoice(opening, asText));
    }

    private static boolean wantsText(byte[] body) {
        if (!new String(body, StandardCharsets.ISO_8859_1).contains("\"encoding_format\"")) {
            return false;
        }
        var format = Json.read(body).map(Ask::new).flatMap(ask -> ask.text("encoding_format"));
        return switch (format.orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default ->
                    throw Ask.fault(
                            "encoding_format", "'encoding_format' must be 'float' or 'base64'.");
        };
    }
}
