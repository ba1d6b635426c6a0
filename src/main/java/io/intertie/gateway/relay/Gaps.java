package io.intertie.gateway.relay;

import java.util.Arrays;

/// The times between chunks. **Units** microseconds.
final class Gaps {
    private static final int MOST = 8_192;

    private long[] micros = new long[64];
    private int count;

    void add(long gapMicros) {
        if (count == MOST) {
            return;
        }
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = gapMicros;
    }

    long mean() {
        return count == 0 ? 0 : Arrays.stream(micros, 0, count).sum() / count;
    }

    /// Mean absolute deviation from the mean.
    long deviation() {
        if (count == 0) {
            return 0;
        }
        var mean = mean();
        return Arrays.stream(micros, 0, count).map(gap -> Math.abs(gap - mean)).sum() / count;
    }
}
