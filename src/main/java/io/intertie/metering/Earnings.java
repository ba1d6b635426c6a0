package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;

/// What providers have ever earned by their usage records, for whoever settles it.
@ApplicationScoped
public class Earnings {
    private static final String EVER =
            """
            select model_id, count(*) as requests,
                sum(input_tokens + cached_input_tokens)::bigint as input_tokens,
                sum(output_tokens)::bigint as output_tokens,
                sum(provider_pico) as pico,
                count(*) filter (where provider_pico > 0) as paid,
                count(*) filter (where (provider_pico = 0) <> (buyer_pico = 0)) as unpriced
            from usage_record
            where book_id = 1 and provider_id = ? and provider_currency = ?
                and state <> 'FAILED'
            group by model_id
            order by model_id
            """;

    private final Database database;

    @Inject
    Earnings(Database database) {
        this.database = database;
    }

    /// Since the market began, by model: requests that were served, and what they earned.
    ///
    /// `paid` counts those that earned something, `unpriced` those that only one side pays for.
    /// **Units** pico, unbounded: nine million yen would fill a long.
    public record Earned(
            UUID modelId,
            long requests,
            long inputTokens,
            long outputTokens,
            BigInteger pico,
            long paid,
            long unpriced) {}

    public List<Earned> ever(UUID providerId, Currency currency) {
        return database.sql(EVER, providerId, currency.code())
                .list(row ->
                        new Earned(
                                row.id("model_id"),
                                row.number("requests"),
                                row.number("input_tokens"),
                                row.number("output_tokens"),
                                row.decimal("pico").toBigIntegerExact(),
                                row.number("paid"),
                                row.number("unpriced")));
    }
}
