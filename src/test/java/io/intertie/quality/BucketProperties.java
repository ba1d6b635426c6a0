package io.intertie.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Percentiles of buckets against exact ones, over seeded random samples of very unlike sizes.
class BucketProperties {
    private static final UUID LISTING = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void percentilesAreWithinOnePercentOnTheSideThatDoesNotFlatter(long seed) {
        var samples = samples(seed);
        var measured = bucket(samples).measured();
        var first = samples.stream().mapToLong(Sample::firstTokenMillis).sorted().toArray();
        for (var percent : List.of(50, 75, 90, 99)) {
            var exact = first[rank(percent, first.length)];
            var shown = at(measured.firstTokenMillis(), percent);
            assertTrue(
                    shown.longValueExact() >= exact && shown.longValueExact() <= exact * 1.01,
                    () -> "p" + percent + " " + shown + " of " + exact);
        }
        var speeds = samples.stream().mapToLong(BucketProperties::decitokens).sorted().toArray();
        for (var percent : List.of(50, 75, 90, 99)) {
            var exact = speeds[rank(100 - percent, speeds.length)];
            var shown = at(measured.tokensPerSecond(), percent).movePointRight(1);
            assertTrue(
                    shown.longValueExact() <= exact && shown.longValueExact() >= exact * 0.99,
                    () -> "p" + percent + " " + shown + " of " + exact);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void addingBucketsIsMeasuringAllAtOnce(long seed) {
        var samples = samples(seed);
        var random = new Random(seed);
        var parts = LongStream.range(0, 5).mapToObj(_ -> new Bucket()).toList();
        samples.forEach(sample -> parts.get(random.nextInt(5)).add(sample));
        var sum = new Bucket();
        parts.forEach(sum::add);
        var kept = new Bucket();
        kept.gapMicros.add(sum.gapMicros.bytes());
        assertEquals(bucket(samples).measured(), sum.measured());
        assertEquals(sum.gapMicros.times(3), kept.gapMicros.times(3), "written and read");
    }

    private static int rank(int percent, int size) {
        return Math.max((int) Math.ceil(percent * size / 100.0), 1) - 1;
    }

    private static BigDecimal at(Percentiles all, int percent) {
        return switch (percent) {
            case 50 -> all.p50();
            case 75 -> all.p75();
            case 90 -> all.p90();
            default -> all.p99();
        };
    }

    private static long decitokens(Sample sample) {
        return (sample.outputTokens() - 1)
                * 10_000
                / (sample.durationMillis() - sample.firstTokenMillis());
    }

    private static Bucket bucket(List<Sample> samples) {
        var bucket = new Bucket();
        samples.forEach(bucket::add);
        return bucket;
    }

    private static List<Sample> samples(long seed) {
        var random = new Random(seed);
        var samples = new ArrayList<Sample>();
        var count = 1 + random.nextInt(2_000);
        for (int i = 0; i < count; i++) {
            var first = 1 + (long) Math.exp(random.nextDouble() * 11);
            var gaps = Gaps.of(random.longs(20, 1, 90_000).toArray());
            var tokens = 2 + random.nextInt(4_000);
            var duration = first + 1 + random.nextInt(20_000);
            samples.add(
                    new Sample(LISTING, Sample.Outcome.ANSWERED, first, duration, tokens, gaps));
        }
        return samples;
    }
}
