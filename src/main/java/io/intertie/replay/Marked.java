package io.intertie.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/// A request by what it would be known again: its organisation, the hash of its key, and the hash
/// of what it asks.
public record Marked(
        UUID organisationId, byte[] keyHash, byte[] requestHash, UUID requestId, Instant at) {
    /// A request under a key, as its client named it.
    public static Marked of(
            UUID organisationId, String key, byte[] requestHash, UUID requestId, Instant at) {
        var keyHash = sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return new Marked(organisationId, keyHash, requestHash, requestId, at);
    }

    /// The hash of a request: where it went, and its body.
    public static byte[] hash(String path, byte[] body) {
        var digest = sha256();
        digest.update(path.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        return digest.digest(body);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "request " + requestId;
    }
}
