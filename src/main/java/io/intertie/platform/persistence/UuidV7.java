package io.intertie.platform.persistence;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Makes time-ordered ids (RFC 9562, version 7): the caller has the id before the row exists.
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What comes of one call to the source of randomness: each call costs more than its bytes.
    private static final byte[] SUPPLY = new byte[16 * 256];

    private static final ByteBuffer LEFT = ByteBuffer.wrap(SUPPLY).limit(0);

    private UuidV7() {}

    /// A new id that sorts by `at`.
    public static UUID at(Instant at) {
        long first;
        long second;
        synchronized (LEFT) {
            if (!LEFT.hasRemaining()) {
                RANDOM.nextBytes(SUPPLY);
                LEFT.clear();
            }
            first = LEFT.getLong();
            second = LEFT.getLong();
        }
        long high = (at.toEpochMilli() << 16) | 0x7000L | (first & 0x0fffL);
        long low = (second & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
