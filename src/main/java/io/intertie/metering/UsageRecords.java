package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// The usage records with their charges, for whoever may see them.
@ApplicationScoped
public class UsageRecords {
    private static final String TOTALS =
            """
            select model_id, {side}_currency as currency, count(*) as requests,
                sum(input_tokens + cached_input_tokens)::bigint as input_tokens,
                sum(output_tokens)::bigint as output_tokens,
                sum({side}_pico)::bigint as pico,
                round(sum(energy_watt_hours) * 1000)::bigint as milli_watt_hours
            from usage_record
            where book_id = 1 and {side}_id = ? and served_at >= ? and served_at < ?
                and state <> 'FAILED'
            group by model_id, {side}_currency
            order by pico desc, model_id
            """;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int LOOKS = 100;
    private static final String NEWEST = " order by served_at desc, request_id desc limit ?";

    private final Database database;
    private final UsageStore store;
    private final Predicate<UUID> unbooked;

    @Inject
    UsageRecords(Database database, UsageStore store, SpendingMode mode) {
        this(database, store, mode::isUnbooked);
    }

    UsageRecords(Database database, UsageStore store, Predicate<UUID> unbooked) {
        this.database = database;
        this.store = store;
        this.unbooked = unbooked;
    }

    /// A record, what it was rated to, and the capture that charged it: its own, or one of several
    /// requests together; none if it failed.
    public record Rated(UsageRecord usage, Charge charge, Optional<UUID> captureId) {}

    /// A request's record. Who was answered a moment ago is waited for: its record is kept, and on
    /// the books in some milliseconds.
    public Optional<Rated> find(UUID requestId) {
        for (int look = 0; look < LOOKS && unbooked.test(requestId); look++) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return store.find(requestId);
    }

    /// What one capture charged: its own request, or many of one wallet, the oldest first.
    public List<Rated> capturedBy(UUID captureId) {
        var own = store.find(captureId);
        return own.isPresent()
                ? List.of(own.get())
                : store.where(
                        "capture_id = ? and capture_id <> request_id order by request_id",
                        captureId);
    }

    /// How many tokens of a listing a buyer has used since an instant.
    public long tokens(UUID buyerId, UUID listingId, Instant since) {
        return database.sql(
                        """
                        select coalesce(sum(input_tokens + cached_input_tokens + output_tokens), 0)
                            ::bigint as tokens
                        from usage_record
                        where book_id = 1 and buyer_id = ? and listing_id = ? and served_at >= ?
                        """,
                        buyerId,
                        listingId,
                        since)
                .one(row -> row.number("tokens"));
    }

    /// A buyer's newest first.
    public List<Rated> ofBuyer(UUID buyerId, int limit) {
        return store.where("buyer_id = ?" + NEWEST, buyerId, limit);
    }

    /// A provider's newest first.
    public List<Rated> ofProvider(UUID providerId, int limit) {
        return store.where("provider_id = ?" + NEWEST, providerId, limit);
    }

    /// What a provider served in one currency and period, the oldest first.
    public List<Rated> served(
            UUID providerId, Currency providerCurrency, Instant from, Instant to, int limit) {
        return store.where(
                "provider_id = ? and provider_currency = ? and served_at >= ? and served_at < ?"
                        + " order by served_at, request_id limit ?",
                providerId,
                providerCurrency.code(),
                from,
                to,
                limit);
    }

    /// Sums of a period by model: of a buyer.
    public List<Total> totalsOfBuyer(UUID buyerId, Instant from, Instant to) {
        return totals("buyer", buyerId, from, to);
    }

    /// Sums of a period by model: of a provider.
    public List<Total> totalsOfProvider(UUID providerId, Instant from, Instant to) {
        return totals("provider", providerId, from, to);
    }

    private List<Total> totals(String side, UUID id, Instant from, Instant to) {
        return database.sql(TOTALS.replace("{side}", side), id, from, to)
                .list(row ->
                        new Total(
                                row.id("model_id"),
                                Currency.of(row.text("currency")),
                                row.number("requests"),
                                row.number("input_tokens"),
                                row.number("output_tokens"),
                                row.number("pico"),
                                row.number("milli_watt_hours")));
    }

    /// Sums over usage records. **Units** pico; watt-hours in thousandths.
    public record Total(
            UUID modelId,
            Currency currency,
            long requests,
            long inputTokens,
            long outputTokens,
            long pico,
            long milliWattHours) {}
}
