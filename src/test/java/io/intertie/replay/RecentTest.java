package io.intertie.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is kept for libraries that repeat a request by themselves is bounded in bytes and time.
@Tag("lesson-22")
class RecentTest {
    private static final UUID KEY = UUID.randomUUID();
    private static final int MOST = 1_000_000;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-10-01T00:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Recent recent = new Recent(clock, MOST);

    private static byte[] hash(int number) {
        return ByteBuffer.allocate(32).putInt(number).array();
    }

    private void add(int number, int bytes) {
        var kept = new Kept(200, false, new byte[bytes]);
        recent.add(KEY, hash(number), UUID.randomUUID(), Optional.of(kept));
    }

    @Test
    void howeverManyAnswersThereAreTheOldestGo() {
        for (int number = 0; number < 20_000; number++) {
            add(number, number % 7_000);
            assertTrue(recent.bytes() <= MOST);
        }
        assertInstanceOf(Again.Never.class, recent.find(KEY, hash(0)));
        assertInstanceOf(Again.Answered.class, recent.find(KEY, hash(19_999)));
    }

    @Test
    void anAnswerThatIsLargerThanAllRoomIsNotKept() {
        add(1, MOST + 1);
        assertEquals(0, recent.bytes());
        assertInstanceOf(Again.Never.class, recent.find(KEY, hash(1)));
    }

    @Test
    void afterTwoMinutesNothingIsKept() {
        for (int number = 0; number < 100; number++) {
            add(number, 1_000);
        }
        now.updateAndGet(before -> before.plusSeconds(120));
        assertInstanceOf(Again.Never.class, recent.find(KEY, hash(99)));
        add(100, 1);
        assertEquals(301, recent.bytes());
    }
}
