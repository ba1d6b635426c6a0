package io.intertie.gateway.admission;

import io.intertie.gateway.wire.Heads;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The secret that came with a request, and its hash.
final class Secrets {
    private static final String BEARER = "Bearer ";

    /// A key has 46 characters; what is much longer is none and need not be hashed.
    private static final int LONGEST = 200;

    // Looking a digest up by its name costs as much as the digest itself.
    private static final MessageDigest SHA_256 = sha256();

    private Secrets() {}

    /// A SHA-256, as four numbers.
    record Hash(long first, long second, long third, long fourth) {
        static Hash ofHex(String hex) {
            return of(HexFormat.of().parseHex(hex));
        }

        String hex() {
            var hex = HexFormat.of();
            return hex.toHexDigits(first)
                    + hex.toHexDigits(second)
                    + hex.toHexDigits(third)
                    + hex.toHexDigits(fourth);
        }

        private static Hash of(byte[] bytes) {
            return new Hash(
                    number(bytes, 0), number(bytes, 8), number(bytes, 16), number(bytes, 24));
        }

        private static long number(byte[] bytes, int from) {
            long number = 0;
            for (int i = from; i < from + 8; i++) {
                number = (number << 8) | (bytes[i] & 0xff);
            }
            return number;
        }

        /// The bytes of a hash are as good as random.
        @Override
        public int hashCode() {
            return (int) first;
        }
    }

    /// What `Authorization: Bearer` says, or `x-api-key`, as Anthropic's clients send it; an empty
    /// text where a header says nothing of use.
    static Optional<String> of(Heads heads) {
        var authorization = heads.first("authorization");
        if (authorization.isEmpty()) {
            return heads.first("x-api-key").map(String::strip);
        }
        var value = authorization.get();
        return Optional.of(
                value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? value.substring(BEARER.length()).strip()
                        : "");
    }

    static Optional<Hash> hash(String secret) {
        if (secret.isEmpty() || secret.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var digest = (MessageDigest) SHA_256.clone();
            return Optional.of(Hash.of(digest.digest(secret.getBytes(StandardCharsets.UTF_8))));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
