package io.intertie.replay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;

/// The answers that were given and charged a moment ago, in memory alone.
///
/// A client's library repeats a request by itself when the connection broke while its answer was on
/// its way, and says so by a header, but names no key: it gets that answer. Two minutes and 64 MB
/// are kept, of this node.
@ApplicationScoped
public class Recent {
    private static final Duration STAYS = Duration.ofMinutes(2);
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    /// What an entry takes besides its answer.
    private static final int OVERHEAD = 300;

    private final Clock clock;
    private final long most;
    // In the order in which they were given.
    private final LinkedHashMap<Key, Given> given = new LinkedHashMap<>();
    private long bytes;

    private record Key(UUID apiKeyId, ByteBuffer requestHash) {}

    private record Given(UUID requestId, Optional<Kept> answer, long until) {
        long size() {
            return OVERHEAD + (long) answer.map(one -> one.bytes().length).orElse(0);
        }
    }

    @Inject
    public Recent(Clock clock) {
        this(clock, MOST_BYTES);
    }

    Recent(Clock clock, long most) {
        this.clock = clock;
        this.most = most;
    }

    /// A request of a key was answered and charged; its answer, if that may be kept.
    public synchronized void add(
            UUID apiKeyId, byte[] requestHash, UUID requestId, Optional<Kept> answer) {
        var key = new Key(apiKeyId, ByteBuffer.wrap(requestHash));
        var now = clock.millis();
        var one = new Given(requestId, answer, now + STAYS.toMillis());
        var before = given.remove(key);
        bytes += one.size() - (before == null ? 0 : before.size());
        given.put(key, one);
        while (bytes > most || given.firstEntry().getValue().until() <= now) {
            bytes -= given.pollFirstEntry().getValue().size();
            if (given.isEmpty()) {
                return;
            }
        }
    }

    /// What a request of a key was answered by a moment ago.
    public synchronized Again find(UUID apiKeyId, byte[] requestHash) {
        var one = given.get(new Key(apiKeyId, ByteBuffer.wrap(requestHash)));
        if (one == null || one.until() <= clock.millis()) {
            return new Again.Never();
        }
        return one.answer()
                .<Again>map(answer -> new Again.Answered(one.requestId(), answer))
                .orElseGet(() -> new Again.Gone(one.requestId()));
    }

    synchronized long bytes() {
        return bytes;
    }
}
