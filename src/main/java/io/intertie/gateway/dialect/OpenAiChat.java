package io.intertie.gateway.dialect;

import io.intertie.gateway.wire.Json;
import java.nio.charset.StandardCharsets;

/// OpenAI's chat completions, which providers speak too: what is right passes as it is.
final class OpenAiChat extends OpenAi {
    @Override
    public Reading read(byte[] body) {
        var usage = wantsUsage(body);
        return new Reading(body, opening -> new ChatVoice(opening, usage));
    }

    /// Whether the stream is to tell its usage: yes, unless the client has said no.
    static boolean wantsUsage(byte[] body) {
        // Nearly nobody says no, and a body may be long: it is read only where it may say so.
        return !new String(body, StandardCharsets.ISO_8859_1).contains("\"include_usage\"")
                || Json.read(body)
                        .map(json -> json.path("stream_options").path("include_usage"))
                        .map(wish -> wish.asBoolean(true))
                        .orElse(true);
    }
}
