package io.intertie.quality;

import java.math.BigDecimal;

/// The calls of a listing in a span of time, ready to be added to others: of another node, of the
/// next minute.
///
/// **Always true** adding buckets and measuring all samples at once come to the same
/// (`BucketProperties`). Used by one thread.
final class Bucket {
    private static final int ROUGH = 2;
    private static final int FINE = 3;
    private static final int BASIS_POINTS = 10_000;

    final Spread firstTokenMillis = new Spread(ROUGH);
    final Spread decitokensPerSecond = new Spread(ROUGH);
    final Spread gapMicros = new Spread(ROUGH);
    final Spread jitterBasisPoints = new Spread(FINE);
    long answered;
    long failed;
    long uncounted;
    long outputTokens;
    long stalls;

    void add(Sample sample) {
        switch (sample.outcome()) {
            case ANSWERED -> answered(sample);
            case FAILED -> failed++;
            case NOT_COUNTED -> uncounted++;
        }
    }

    private void answered(Sample sample) {
        answered++;
        outputTokens += sample.outputTokens();
        firstTokenMillis.add(sample.firstTokenMillis());
        var written = sample.durationMillis() - sample.firstTokenMillis();
        if (sample.outputTokens() > 1 && written > 0) {
            decitokensPerSecond.add((sample.outputTokens() - 1) * 10_000 / written);
        }
        var gaps = sample.gaps();
        if (gaps.mean() > 0) {
            jitterBasisPoints.add(gaps.deviation() * BASIS_POINTS / gaps.mean());
            gaps.each(gapMicros::add);
            stalls += gaps.stalls();
        }
    }

    void add(Bucket other) {
        firstTokenMillis.add(other.firstTokenMillis);
        decitokensPerSecond.add(other.decitokensPerSecond);
        gapMicros.add(other.gapMicros);
        jitterBasisPoints.add(other.jitterBasisPoints);
        answered += other.answered;
        failed += other.failed;
        uncounted += other.uncounted;
        outputTokens += other.outputTokens;
        stalls += other.stalls;
    }

    Measured measured() {
        return new Measured(
                answered + failed + uncounted,
                new Uptime(answered, failed),
                firstTokenMillis.times(0),
                decitokensPerSecond.speeds(1),
                gapMicros.times(3),
                new Stability(
                        jitterBasisPoints.count(),
                        BigDecimal.valueOf(jitterBasisPoints.atLeast(50), 4),
                        gapMicros.count(),
                        stalls),
                outputTokens);
    }
}
