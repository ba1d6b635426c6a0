package io.intertie.quality;

import java.util.Arrays;
import java.util.function.LongConsumer;

/// The times between an answer's chunks, the first 8,192 of them. **Units** microseconds.
///
/// Written by one thread, and read when that has ended.
public final class Gaps {
    /// No gaps: of an answer in one piece, or none.
    public static final Gaps NONE = new Gaps();

    private static final int MOST = 8_192;
    private static final int STALL = 5;

    private long[] micros = new long[0];
    private int count;

    /// The gaps of a test or a preview.
    public static Gaps of(long... micros) {
        var gaps = new Gaps();
        Arrays.stream(micros).forEach(gaps::add);
        return gaps;
    }

    public void add(long gapMicros) {
        if (count == MOST) {
            return;
        }
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, Math.max(64, 2 * count));
        }
        micros[count++] = gapMicros;
    }

    public int count() {
        return count;
    }

    public long mean() {
        return count == 0 ? 0 : Arrays.stream(micros, 0, count).sum() / count;
    }

    /// Mean absolute deviation from the mean.
    public long deviation() {
        if (count == 0) {
            return 0;
        }
        var mean = mean();
        return Arrays.stream(micros, 0, count).map(gap -> Math.abs(gap - mean)).sum() / count;
    }

    /// How many gaps are longer than five of this answer's median gaps.
    public int stalls() {
        if (count == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        var limit = STALL * sorted[(count - 1) / 2];
        return (int) Arrays.stream(sorted).filter(gap -> gap > limit).count();
    }

    void each(LongConsumer taken) {
        Arrays.stream(micros, 0, count).forEach(taken);
    }
}
