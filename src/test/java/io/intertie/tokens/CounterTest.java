package io.intertie.tokens;

import static io.intertie.tokens.Tokenizer.O200K_BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CounterTest {
    @Test
    void textsAreCountedEachForItself() {
        var counter = new Counter();
        // " world" is one token; "wor" and "ld" apart are two.
        assertEquals(OptionalLong.of(2), counter.count(O200K_BASE, List.of("hello world")));
        assertEquals(OptionalLong.of(3), counter.count(O200K_BASE, List.of("hello", " wor", "ld")));
        assertEquals(OptionalLong.of(0), counter.count(O200K_BASE, List.of()));
    }

    @Test
    void whatIsBeyondTheBoundCountsAtTheRateOfWhatWasRead() {
        var half = " grid".repeat(Counter.MOST / 5);
        var counter = new Counter();
        var read = counter.count(O200K_BASE, List.of(half)).orElseThrow();
        var all = counter.count(O200K_BASE, List.of(half, "\u0e01".repeat(half.length())));
        assertEquals(Counter.MOST / 5, read);
        // Thai would have far more tokens a character, had it been read.
        assertTrue(Math.abs(2 * read - all.orElseThrow()) <= 10, all.toString());
    }

    @Test
    void eightMegabytesOfTheWorstTextTakeSecondsAndNoMore() {
        var worst = new StringBuilder();
        var random = new java.util.Random(1);
        while (worst.length() < 8 * 1024 * 1024) {
            worst.append((char) (0x4e00 + random.nextInt(20_000)));
        }
        var began = System.nanoTime();
        var count = new Counter().count(O200K_BASE, List.of(worst.toString())).orElseThrow();
        var seconds = (System.nanoTime() - began) / 1_000_000_000;
        assertTrue(count > 8 * 1024 * 1024, "tokens " + count);
        assertTrue(seconds < 20, seconds + " s");
    }

    @Test
    void whoGetsNoTurnGetsNoCount() throws Exception {
        var counter = new Counter(1, Duration.ofMillis(20));
        var worst = "電".repeat(Counter.MOST);
        var begun = new CountDownLatch(1);
        var busy =
                Thread.ofPlatform()
                        .start(() -> {
                            begun.countDown();
                            counter.count(O200K_BASE, List.of(worst, worst));
                        });
        begun.await();
        var refused = OptionalLong.of(0);
        while (busy.isAlive() && refused.isPresent()) {
            refused = counter.count(O200K_BASE, List.of("hello"));
        }
        assertEquals(OptionalLong.empty(), refused);
        busy.join();
        assertEquals(OptionalLong.of(1), counter.count(O200K_BASE, List.of("hello")));
    }
}
