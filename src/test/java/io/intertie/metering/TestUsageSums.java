package io.intertie.metering;

import io.intertie.platform.persistence.Database;
import java.util.List;

/// Whether the sums are those of the records.
public final class TestUsageSums {
    private static final String QUESTION =
            """
            with added as (
                select book_id, buyer_id, api_key_id, buyer_currency, day,
                    sum(buyer_pico) as pico, max(served_at) as last_served_at
                from usage_record
                    cross join lateral (select (served_at at time zone 'UTC')::date as day)
                group by grouping sets ((book_id, buyer_id, api_key_id, buyer_currency, day),
                    (book_id, buyer_id, buyer_currency)))
            (select 'added up' as what, * from (table added except table usage_sum))
            union all
            (select 'kept', * from (table usage_sum except table added))
            """;

    private TestUsageSums() {}

    /// Each sum that is not the one of its records, as these tell it and as it was kept.
    public static List<String> differences(Database database) {
        return database.sql(QUESTION)
                .list(row ->
                        "%s %s of key %s on %s until %s"
                                .formatted(
                                        row.text("what"),
                                        row.decimal("pico"),
                                        row.textIfAny("api_key_id").orElse("any"),
                                        row.textIfAny("day").orElse("any day"),
                                        row.instant("last_served_at")));
    }
}
