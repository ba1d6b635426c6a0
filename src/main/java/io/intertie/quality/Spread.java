package io.intertie.quality;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/// How values are spread, in buckets that grow with them: the memory it takes does not depend on
/// how many values came. Used by one thread.
final class Spread {
    private static final long LEAST = 1;
    private static final long MOST = 3_600_000_000L;

    private final PackedHistogram values;

    /// With two digits a value is off by less than 1 %, with three by less than 0.1 %.
    Spread(int digits) {
        values = new PackedHistogram(LEAST, MOST, digits);
    }

    void add(long value) {
        values.recordValue(Math.clamp(value, 0, MOST));
    }

    void add(Spread other) {
        values.add(other.values);
    }

    long count() {
        return values.getTotalCount();
    }

    /// At most so much, for so many percent of the values.
    long atMost(double percent) {
        return count() == 0 ? 0 : values.getValueAtPercentile(percent);
    }

    /// At least so much, for so many percent of the values.
    long atLeast(double percent) {
        return count() == 0
                ? 0
                : values.lowestEquivalentValue(values.getValueAtPercentile(100 - percent));
    }

    /// The percentiles of times, in units of which `scale` zeros make one that is shown.
    Percentiles times(int scale) {
        return new Percentiles(
                shown(atMost(50), scale),
                shown(atMost(75), scale),
                shown(atMost(90), scale),
                shown(atMost(99), scale));
    }

    /// The same of speeds: what so many percent reached.
    Percentiles speeds(int scale) {
        return new Percentiles(
                shown(atLeast(50), scale),
                shown(atLeast(75), scale),
                shown(atLeast(90), scale),
                shown(atLeast(99), scale));
    }

    private static BigDecimal shown(long value, int scale) {
        return BigDecimal.valueOf(value, scale);
    }

    byte[] bytes() {
        var buffer = ByteBuffer.allocate(values.getNeededByteBufferCapacity());
        var length = values.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    void add(byte[] kept) {
        try {
            AbstractHistogram other =
                    Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(kept), 0);
            values.add(other);
        } catch (DataFormatException damaged) {
            throw new IllegalStateException("a spread in the database is damaged", damaged);
        }
    }
}
