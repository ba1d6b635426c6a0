package io.intertie.embedded;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes the secrets of a new market, each from at least 77 random bits.
final class KeyMint {
    /// Letters and digits that nobody confuses when typing from a terminal.
    private static final String TYPABLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private final SecureRandom random = new SecureRandom();

    /// `sk-` and 256 random bits in 43 characters, as buyers' software expects.
    String apiKey() {
        return "sk-" + token();
    }

    /// `mk-` and 256 random bits in 43 characters.
    String managementKey() {
        return "mk-" + token();
    }

    /// 256 random bits in 43 characters of base64url.
    String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    /// 256 random bits in padded base64: the key that seals what the database keeps sealed.
    String masterKey() {
        return Base64.getEncoder().encodeToString(bytes());
    }

    /// Four groups of four for a person to type.
    String password() {
        var text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                text.append('-');
            }
            text.append(TYPABLE.charAt(random.nextInt(TYPABLE.length())));
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }
}
