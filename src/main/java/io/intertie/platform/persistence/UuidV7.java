package io.intertie.platform.persistence;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Makes time-ordered ids (RFC 9562, version 7): the caller has the id before the row exists.
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    /// A new id that sorts by `at`.
    public static UUID at(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextInt() & 0x0fffL);
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
