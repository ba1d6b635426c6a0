package io.intertie.metering;

import io.intertie.fx.Quote;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import io.intertie.tariff.Band;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The table of usage records.
@ApplicationScoped
class UsageStore {
    private static final String[] RECORD = {
        "uuid",
        "uuid",
        "uuid",
        "uuid",
        "uuid",
        "uuid",
        "uuid",
        "text",
        "uuid",
        "text",
        "text",
        "bigint",
        "bigint",
        "bigint",
        "bigint",
        "boolean",
        "boolean",
        "text",
        "text",
        "numeric",
        "bigint",
        "bigint",
        "timestamptz",
        "timestamptz",
        "bigint",
        "bigint",
        "uuid",
        "text"
    };
    private static final String INSERT =
            """
            insert into usage_record (
                request_id, buyer_id, api_key_id, listing_id, model_id, provider_id,
                price_version_id, band, quote_id, buyer_currency, provider_currency,
                input_tokens, cached_input_tokens, output_tokens, reasoning_tokens,
                estimated, streamed, state, finish_reason, energy_watt_hours,
                first_token_millis, duration_millis, admitted_at, served_at,
                buyer_pico, provider_pico, capture_id, counted_by)
            select * from {records}
            on conflict (book_id, request_id) do nothing
            returning request_id\
            """
                    .replace("{records}", Columns.unnest(RECORD));
    private static final String[] QUOTE = {
        "uuid", "uuid", "text", "text", "timestamptz", "timestamptz", "timestamptz", "timestamptz"
    };
    private static final String INSERT_QUOTES =
            """
            insert into charge_quote (capture_id, quote_id, provider_currency,
                buyer_currency, valid_from, valid_to, first_admitted_at, last_admitted_at)
            select * from {quotes}\
            """
                    .replace("{quotes}", Columns.unnest(QUOTE));

    private final Database database;

    @Inject
    UsageStore(Database database) {
        this.database = database;
    }

    /// A capture with the quote that was in force at its requests' admissions.
    record Quoted(UUID captureId, Quote quote, Instant first, Instant last) {
        static Quoted of(UUID captureId, Quote quote, List<UsageRecord> usage) {
            var admissions = usage.stream().map(UsageRecord::admittedAt).sorted().toList();
            return new Quoted(captureId, quote, admissions.getFirst(), admissions.getLast());
        }
    }

    /// Names the quotes of captures across currencies.
    void insertQuotes(List<Quoted> all) {
        if (all.isEmpty()) {
            return;
        }
        var columns = new Columns(QUOTE);
        for (var quoted : all) {
            var quote = quoted.quote();
            columns.add(
                    quoted.captureId(),
                    quote.id(),
                    quote.pair().base().code(),
                    quote.pair().quote().code(),
                    quote.validFrom(),
                    quote.validTo(),
                    quoted.first(),
                    quoted.last());
        }
        database.sql(INSERT_QUOTES, columns.after()).update();
    }

    /// Writes records; tells the requests of those that are new. One whose request has a record
    /// stays as it was written.
    Set<UUID> insert(List<UsageRecords.Rated> all) {
        var columns = new Columns(RECORD);
        all.forEach(rated -> add(columns, rated));
        return Set.copyOf(database.sql(INSERT, columns.after()).list(row -> row.id("request_id")));
    }

    private static void add(Columns columns, UsageRecords.Rated rated) {
        var usage = rated.usage();
        var tokens = usage.tokens();
        columns.add(
                usage.requestId(),
                usage.buyerId(),
                usage.apiKeyId(),
                usage.listingId(),
                usage.modelId(),
                usage.providerId(),
                usage.priceVersionId(),
                usage.band(),
                usage.quoteId(),
                usage.buyerCurrency().code(),
                usage.providerCurrency().code(),
                tokens.input(),
                tokens.cachedInput(),
                tokens.output(),
                tokens.reasoning(),
                usage.estimated(),
                usage.streamed(),
                usage.state(),
                usage.finishReason(),
                usage.energyWattHours(),
                usage.firstTokenMillis(),
                usage.durationMillis(),
                usage.admittedAt(),
                usage.servedAt(),
                rated.charge().buyerPico(),
                rated.charge().providerPico(),
                rated.captureId(),
                usage.countedBy());
    }

    Optional<UsageRecords.Rated> find(UUID requestId) {
        return where("request_id = ?", requestId).stream().findFirst();
    }

    /// The records that a condition holds for, as it orders and limits them.
    List<UsageRecords.Rated> where(String condition, Object... parameters) {
        return database.sql(
                        "select * from usage_record where book_id = 1 and " + condition, parameters)
                .list(UsageStore::rated);
    }

    // Records from before V147 tell only whether the count was the provider's.
    private static UsageRecord.CountedBy countedBy(Row row) {
        return row.textIfAny("counted_by")
                .map(UsageRecord.CountedBy::valueOf)
                .orElseGet(() ->
                        row.flag("estimated")
                                ? UsageRecord.CountedBy.BYTES
                                : UsageRecord.CountedBy.PROVIDER);
    }

    private static UsageRecords.Rated rated(Row row) {
        var usage =
                new UsageRecord(
                        row.id("request_id"),
                        row.id("buyer_id"),
                        row.id("api_key_id"),
                        row.id("listing_id"),
                        row.id("model_id"),
                        row.id("provider_id"),
                        row.id("price_version_id"),
                        row.constant(Band.class, "band"),
                        row.idIfAny("quote_id"),
                        Currency.of(row.text("buyer_currency")),
                        Currency.of(row.text("provider_currency")),
                        new TokenCount(
                                row.number("input_tokens"),
                                row.number("cached_input_tokens"),
                                row.number("output_tokens"),
                                row.number("reasoning_tokens")),
                        countedBy(row),
                        row.flag("streamed"),
                        row.constant(UsageRecord.State.class, "state"),
                        row.text("finish_reason"),
                        row.decimal("energy_watt_hours"),
                        row.number("first_token_millis"),
                        row.number("duration_millis"),
                        row.instant("admitted_at"),
                        row.instant("served_at"));
        return new UsageRecords.Rated(
                usage,
                new Charge(
                        usage.requestId(),
                        usage.buyerCurrency(),
                        row.number("buyer_pico"),
                        usage.providerCurrency(),
                        row.number("provider_pico")),
                row.idIfAny("capture_id"));
    }
}
