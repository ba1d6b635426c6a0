package io.intertie.quality;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Keeps samples in `quality_sample` and takes their medians.
final class SampleStore {
    static final Duration WINDOW = Duration.ofHours(24);

    private static final int ENOUGH_FOR_A_GRADE = 20;
    private static final int DIGITS = 4;

    /// Failed requests count for the uptime only; speed needs a second token to be measured.
    private static final String SCORES =
            """
            select listing_id, count(*) as samples,
                count(*) filter (where successful) as successes,
                coalesce(percentile_disc(0.5) within group (order by first_token_millis)
                    filter (where successful), 0) as first_token_millis,
                coalesce(percentile_disc(0.5) within group (order by
                    (output_tokens - 1) * 1000.0 / nullif(duration_millis - first_token_millis, 0))
                    filter (where successful and output_tokens > 1
                        and duration_millis > first_token_millis), 0) as tokens_per_second,
                coalesce(percentile_disc(0.5) within group (order by
                    gap_deviation_micros * 1.0 / nullif(gap_micros, 0))
                    filter (where successful and gap_micros > 0), 0) as jitter,
                count(*) filter (where successful and gap_micros > 0) as gaps
            from quality_sample where served_at > ? group by listing_id
            """;

    private final Database database;

    SampleStore(Database database) {
        this.database = database;
    }

    void insert(Sample sample) {
        database.sql(
                        """
                        insert into quality_sample values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (request_id) do nothing
                        """,
                        sample.requestId(),
                        sample.listingId(),
                        sample.servedAt(),
                        sample.successful(),
                        sample.firstTokenMillis(),
                        sample.durationMillis(),
                        sample.outputTokens(),
                        sample.gapMicros(),
                        sample.gapDeviationMicros())
                .update();
    }

    Map<UUID, Score> scoresSince(Instant first) {
        return database.sql(SCORES, first).list(SampleStore::score).stream()
                .collect(Collectors.toUnmodifiableMap(Scored::listingId, Scored::score));
    }

    private record Scored(UUID listingId, Score score) {}

    private static Scored score(Row row) {
        var samples = row.number("samples");
        var uptime =
                BigDecimal.valueOf(row.number("successes"))
                        .divide(BigDecimal.valueOf(samples), DIGITS, RoundingMode.DOWN);
        var jitter = row.decimal("jitter").setScale(DIGITS, RoundingMode.HALF_EVEN);
        return new Scored(
                row.id("listing_id"),
                new Score(
                        samples,
                        uptime,
                        row.number("first_token_millis"),
                        row.decimal("tokens_per_second").setScale(1, RoundingMode.HALF_EVEN),
                        jitter,
                        row.number("gaps") < ENOUGH_FOR_A_GRADE ? "-" : Score.grade(jitter)));
    }
}
