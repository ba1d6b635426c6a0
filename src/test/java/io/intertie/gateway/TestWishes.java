package io.intertie.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.intertie.gateway.wire.ProviderWishes;
import java.io.UncheckedIOException;

/// Wishes as a client would write them, in JSON with few quotes.
public final class TestWishes {
    private static final JsonMapper LOOSE =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .build();

    private TestWishes() {}

    /// The fields of `provider`.
    public static ProviderWishes of(String provider) {
        return ProviderWishes.of(body("provider: {" + provider + "}"));
    }

    /// The fields of a body.
    public static JsonNode body(String fields) {
        try {
            return LOOSE.readTree("{" + fields + "}");
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
