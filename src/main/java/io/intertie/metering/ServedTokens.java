package io.intertie.metering;

import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// The tokens that were served in a time, by listing: a request counts when it ended.
@ApplicationScoped
public class ServedTokens {
    private static final String SUMS =
            """
            select listing_id, sum(input_tokens)::bigint as input,
                sum(cached_input_tokens)::bigint as cached,
                sum(output_tokens)::bigint as output, sum(reasoning_tokens)::bigint as reasoning
            from usage_record
            where book_id = 1 and provider_id = ? and served_at >= ? and served_at < ?
                and state <> 'FAILED'
            group by listing_id
            """;

    private final Database database;

    @Inject
    ServedTokens(Database database) {
        this.database = database;
    }

    /// What a provider served from an instant until before another.
    public Map<UUID, TokenCount> of(UUID providerId, Instant from, Instant until) {
        return database
                .sql(SUMS, providerId, from, until)
                .list(row ->
                        Map.entry(
                                row.id("listing_id"),
                                new TokenCount(
                                        row.number("input"),
                                        row.number("cached"),
                                        row.number("output"),
                                        row.number("reasoning"))))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
