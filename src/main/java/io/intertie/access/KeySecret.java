package io.intertie.access;

import io.intertie.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a key looks like: `sk-` or `mk-` and 32 random bytes in base64url, 43 characters.
final class KeySecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 32;
    private static final int SHOWN = 6;
    private static final Pattern BODY = Pattern.compile("[A-Za-z0-9_-]{43}");

    private KeySecret() {}

    static Secret fresh(ApiKey.Purpose purpose) {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        var body = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Secret(purpose.beginning() + body);
    }

    static boolean isWellFormed(String secret, ApiKey.Purpose purpose) {
        return secret.startsWith(purpose.beginning())
                && BODY.matcher(secret.substring(purpose.beginning().length())).matches();
    }

    /// The part that tells keys apart on a page: `sk-` and six characters.
    static String prefix(String secret) {
        return secret.substring(0, ApiKey.Purpose.GATEWAY.beginning().length() + SHOWN);
    }

    static String lastFour(String secret) {
        return secret.substring(secret.length() - 4);
    }

    /// SHA-256 of a secret, in hex.
    static String hash(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = secret.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
