package io.intertie.metering;

import io.intertie.access.SpendLimit;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What usage records come to, by key and day and by buyer: kept with them, so that whoever asks
/// for it adds up days and not requests.
///
/// **Always true** each sum is that of the records it names, also while they are written
/// (`UsageSumsProperties`).
@ApplicationScoped
class UsageSums {
    private static final String[] RECORD = {"uuid", "uuid", "text", "timestamptz", "numeric"};

    /// In one order, so that two nodes whose batches name the same keys never wait for each other.
    private static final String ADD =
            """
            insert into usage_sum as so_far
                (buyer_id, api_key_id, currency, day, pico, last_served_at)
            select buyer_id, api_key_id, currency, day, sum(pico), max(served_at)
            from {records} as record (buyer_id, api_key_id, currency, served_at, pico)
                cross join lateral (select (served_at at time zone 'UTC')::date as day)
            group by grouping sets ((buyer_id, api_key_id, currency, day), (buyer_id, currency))
            order by buyer_id, api_key_id, currency, day
            on conflict (book_id, buyer_id, api_key_id, currency, day) do update set
                pico = so_far.pico + excluded.pico,
                last_served_at = greatest(so_far.last_served_at, excluded.last_served_at)\
            """
                    .replace("{records}", Columns.unnest(RECORD));

    private static final String OF_KEY =
            """
            select currency, sum(pico) as ever,
                coalesce(sum(pico) filter (where day >= ?::date), 0) as today,
                coalesce(sum(pico) filter (where day >= ?::date), 0) as week,
                coalesce(sum(pico) filter (where day >= ?::date), 0) as month
            from usage_sum
            where book_id = 1 and buyer_id = ? and api_key_id = ?
            group by currency order by currency\
            """;
    private static final String OF_BUYER =
            """
            select currency, pico as ever from usage_sum
            where book_id = 1 and buyer_id = ? and api_key_id is null\
            """;
    private static final String LAST_USES =
            """
            select api_key_id, max(last_served_at) as last from usage_sum
            where book_id = 1 and day >= (?::timestamptz at time zone 'UTC')::date
                and last_served_at >= ?
            group by api_key_id\
            """;

    private static final int PICO = 12;
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final Database database;

    @Inject
    UsageSums(Database database) {
        this.database = database;
    }

    /// Adds those records that are new, in the transaction that has written them: last of all in
    /// it, after the wallets, because a buyer's sum is held until its end.
    void add(List<UsageRecords.Rated> records, Set<UUID> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        var left = new HashSet<>(fresh);
        var sums = new HashMap<Line, Sum>();
        for (var rated : records) {
            // A request that is there twice is written once.
            if (left.remove(rated.usage().requestId())) {
                sums.merge(Line.of(rated.usage()), Sum.of(rated), Sum::plus);
            }
        }
        var columns = new Columns(RECORD);
        sums.forEach((line, sum) ->
                columns.add(
                        line.buyerId(),
                        line.keyId(),
                        line.currency().code(),
                        sum.lastServedAt(),
                        sum.pico()));
        database.sql(ADD, columns.after()).update();
    }

    /// Whose usage, and of which day in UTC.
    private record Line(UUID buyerId, UUID keyId, Currency currency, long day) {
        static Line of(UsageRecord usage) {
            var day = Math.floorDiv(usage.servedAt().getEpochSecond(), DAY);
            return new Line(usage.buyerId(), usage.apiKeyId(), usage.buyerCurrency(), day);
        }
    }

    private record Sum(Instant lastServedAt, BigDecimal pico) {
        static Sum of(UsageRecords.Rated rated) {
            var pico = BigDecimal.valueOf(rated.charge().buyerPico());
            return new Sum(rated.usage().servedAt(), pico);
        }

        Sum plus(Sum other) {
            var isLater = other.lastServedAt.isAfter(lastServedAt);
            return new Sum(isLater ? other.lastServedAt : lastServedAt, pico.add(other.pico));
        }
    }

    /// What a key of a buyer has used by an instant, by currency.
    List<Consumption.Used> ofKey(UUID buyerId, UUID keyId, Instant now) {
        return database.sql(
                        OF_KEY,
                        start(SpendLimit.Reset.DAILY, now),
                        start(SpendLimit.Reset.WEEKLY, now),
                        start(SpendLimit.Reset.MONTHLY, now),
                        buyerId,
                        keyId)
                .list(row ->
                        new Consumption.Used(
                                Currency.of(row.text("currency")),
                                major(row, "ever"),
                                major(row, "today"),
                                major(row, "week"),
                                major(row, "month")));
    }

    private static String start(SpendLimit.Reset reset, Instant now) {
        return reset.periodOf(now).orElseThrow().toString();
    }

    /// What a buyer has used, by currency.
    Map<Currency, BigDecimal> ofBuyer(UUID buyerId) {
        return database
                .sql(OF_BUYER, buyerId)
                .list(row -> Map.entry(Currency.of(row.text("currency")), major(row, "ever")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static BigDecimal major(Row row, String column) {
        return row.decimal(column).movePointLeft(PICO);
    }

    /// When each key was last used, of those used since then.
    Map<UUID, Instant> lastUses(Instant since) {
        return database
                .sql(LAST_USES, since, since)
                .list(row -> Map.entry(row.id("api_key_id"), row.instant("last")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
