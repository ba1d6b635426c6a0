package io.intertie.notice;

import io.intertie.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as Standard Webhooks says: `v1,` and the Base64 of HMAC-SHA256 over id, time and body.
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private Signature() {}

    /// The secret of an id: `whsec_` and 32 bytes in Base64.
    static Secret secret(Secret masterKey, UUID id) {
        var key = masterKey.reveal().getBytes(StandardCharsets.UTF_8);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(hmac(key, "webhook:" + id)));
    }

    static String of(Secret secret, UUID id, Instant at, String body) {
        var key = Base64.getDecoder().decode(secret.reveal().substring(PREFIX.length()));
        var signed = id + "." + at.getEpochSecond() + "." + body;
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, signed));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
