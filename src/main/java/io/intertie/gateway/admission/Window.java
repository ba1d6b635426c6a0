package io.intertie.gateway.admission;

import java.util.Arrays;

/// What was counted in the last minute, second by second.
///
/// It holds the present second and the sixty before it: whatever 60 seconds one looks at lie
/// within, so what is at most a limit here is at most that limit in any 60 seconds. What is counted
/// leaves after 60 to 61 seconds. Guarded by its [Subject].
final class Window {
    private static final int SECONDS = 61;
    private static final long SECOND = 1_000_000_000L;

    private final long[] counts = new long[SECONDS];
    private long newest = Long.MIN_VALUE;
    private long total;

    static long second(long nanos) {
        return Math.floorDiv(nanos, SECOND);
    }

    /// The total at an instant; time only moves forward.
    long total(long nanos) {
        var now = second(nanos);
        if (newest == Long.MIN_VALUE || now - newest >= SECONDS) {
            Arrays.fill(counts, 0);
            total = 0;
            newest = now;
        }
        while (newest < now) {
            newest++;
            total -= counts[place(newest)];
            counts[place(newest)] = 0;
        }
        return total;
    }

    /// Counts in a second that is still here; what has left stays away.
    void add(long second, long amount) {
        if (newest - second < SECONDS) {
            counts[place(second)] += amount;
            total += amount;
        }
    }

    /// How long until at least so much has left. It must be here.
    long nanosUntilLeft(long amount, long nanos) {
        var left = 0L;
        for (long second = newest - SECONDS + 1; second <= newest; second++) {
            left += counts[place(second)];
            if (left >= amount) {
                return Math.max(0, (second + SECONDS) * SECOND - nanos);
            }
        }
        return 0;
    }

    private static int place(long second) {
        return Math.floorMod(second, SECONDS);
    }
}
