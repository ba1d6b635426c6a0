package io.intertie.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Counts texts within bounds of time and memory, for a thread that may wait.
///
/// Half of the node's processors count at once; who gets no turn in two seconds gets no count.
@ApplicationScoped
public class Counter {
    /// The characters of one count that are read; the rest has as many tokens a character.
    public static final int MOST = 512 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore turns;
    private final Duration patience;

    public Counter() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PATIENCE);
    }

    Counter(int atOnce, Duration patience) {
        this.turns = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /// The tokens of texts, each counted for itself; empty where there was no turn.
    public OptionalLong count(Tokenizer tokenizer, List<String> texts) {
        try {
            if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return OptionalLong.empty();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(counted(tokenizer, texts));
        } finally {
            turns.release();
        }
    }

    private static long counted(Tokenizer tokenizer, List<String> texts) {
        long tokens = 0;
        long read = 0;
        long all = 0;
        for (var text : texts) {
            all += text.length();
            var part = text.substring(0, (int) Math.min(text.length(), MOST - read));
            read += part.length();
            tokens += tokenizer.count(part);
        }
        return read == all ? tokens : Math.ceilDiv(Math.multiplyExact(tokens, all), read);
    }
}
