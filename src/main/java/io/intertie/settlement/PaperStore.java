package io.intertie.settlement;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.money.Rate;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Statements, FX deals and bank files: papers that are written once.
@ApplicationScoped
class PaperStore {
    private static final String INSERT =
            """
            insert into statement
                (window_id, gross_micro, carried_micro, returned_micro, body, sha256, written_at)
            values (?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String INSERT_USAGE =
            """
            insert into settled_usage
                (window_id, model_id, requests, input_tokens, output_tokens, pico)
            values (?, ?, ?, ?, ?, ?)\
            """;
    private static final String INSERT_COLLECTION =
            """
            insert into settled_collection (window_id, currency, captures,
                paid_micro, overrun_micro, fee_micro, for_providers_micro)
            values (?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String INSERT_DEAL =
            """
            insert into fx_deal (payout_id, quote_id, rate, bought_currency, bought_micro,
                sold_currency, sold_micro, dealt_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String INSERT_FILE =
            """
            insert into payment_file (payout_id, message_id, xml, control_sum, sha256,
                account_version, written_at)
            values (?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String USAGE =
            """
            select u.model_id, cast(sum(u.requests) as bigint) as requests,
                cast(sum(u.input_tokens) as bigint) as input_tokens,
                cast(sum(u.output_tokens) as bigint) as output_tokens, sum(u.pico) as pico
            from settled_usage u join settlement_window w on w.id = u.window_id
            where w.provider_id = ? and w.currency = ?
            group by u.model_id\
            """;
    private static final String COLLECTIONS =
            """
            select c.currency, cast(sum(c.captures) as bigint) as captures,
                cast(sum(c.paid_micro) as bigint) as paid_micro,
                cast(sum(c.overrun_micro) as bigint) as overrun_micro,
                cast(sum(c.fee_micro) as bigint) as fee_micro,
                cast(sum(c.for_providers_micro) as bigint) as for_providers_micro
            from settled_collection c join settlement_window w on w.id = c.window_id
            where w.provider_id = ? and w.currency = ?
            group by c.currency\
            """;
    private static final String GROSS =
            """
            select cast(coalesce(sum(s.gross_micro), 0) as bigint) as micro
            from statement s join settlement_window w on w.id = s.window_id
            where w.provider_id = ? and w.currency = ?\
            """;
    private static final String RETURNED =
            """
            select cast(coalesce(sum(s.returned_micro), 0) as bigint) as micro
            from statement s join settlement_window w on w.id = s.window_id
            where w.provider_id = ? and w.currency = ?\
            """;
    private static final String CARRIED =
            """
            select s.carried_micro as micro
            from statement s join settlement_window w on w.id = s.window_id
            where w.provider_id = ? and w.currency = ?
            order by w.sequence desc limit 1\
            """;

    private final Database database;

    @Inject
    PaperStore(Database database) {
        this.database = database;
    }

    void write(Statement statement) {
        var text = StatementText.of(statement);
        var windowId = statement.windowId();
        database.sql(
                        INSERT,
                        windowId,
                        statement.gross().micro(),
                        statement.carried().micro(),
                        statement.returned().micro(),
                        text,
                        statement.hash(),
                        statement.closesAt())
                .update();
        for (var line : statement.lines()) {
            database.sql(
                            INSERT_USAGE,
                            windowId,
                            line.modelId(),
                            line.requests(),
                            line.inputTokens(),
                            line.outputTokens(),
                            line.earned().movePointRight(12))
                    .update();
        }
        for (var collection : statement.collected()) {
            database.sql(
                            INSERT_COLLECTION,
                            windowId,
                            collection.currency().code(),
                            collection.captures(),
                            collection.paid().micro(),
                            collection.overrun().micro(),
                            collection.fee().micro(),
                            collection.forProviders().micro())
                    .update();
        }
    }

    Optional<Statement> statement(UUID windowId) {
        return text(windowId).map(StatementText::read);
    }

    /// The text that the hash is of.
    Optional<String> text(UUID windowId) {
        return database.sql("select body from statement where window_id = ?", windowId)
                .first(row -> row.text("body"));
    }

    Facts.Settled settled(UUID providerId, Currency currency) {
        return new Facts.Settled(
                sum(GROSS, providerId, currency),
                sum(CARRIED, providerId, currency),
                byKey(USAGE, providerId, currency, row -> row.id("model_id"), PaperStore::usage),
                byKey(
                        COLLECTIONS,
                        providerId,
                        currency,
                        row -> Currency.of(row.text("currency")),
                        PaperStore::collection));
    }

    /// What of earlier payouts came back and was brought forward by a statement.
    Money returned(UUID providerId, Currency currency) {
        return sum(RETURNED, providerId, currency);
    }

    private Money sum(String sql, UUID providerId, Currency currency) {
        return database.sql(sql, providerId, currency.code())
                .first(row -> new Money(currency, row.number("micro")))
                .orElse(Money.zero(currency));
    }

    private <K, V> Map<K, V> byKey(
            String sql,
            UUID providerId,
            Currency currency,
            Function<Row, K> key,
            Function<Row, V> value) {
        return database
                .sql(sql, providerId, currency.code())
                .list(row -> Map.entry(key.apply(row), value.apply(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void write(UUID payoutId, Trace.Deal deal) {
        database.sql(
                        INSERT_DEAL,
                        payoutId,
                        deal.quoteId(),
                        deal.rate().value(),
                        deal.bought().currency().code(),
                        deal.bought().micro(),
                        deal.sold().currency().code(),
                        deal.sold().micro(),
                        deal.dealtAt())
                .update();
    }

    Optional<Trace.Deal> deal(UUID payoutId) {
        return database.sql("select * from fx_deal where payout_id = ?", payoutId)
                .first(row ->
                        new Trace.Deal(
                                row.id("quote_id"),
                                new Rate(row.decimal("rate")),
                                money(row, "bought"),
                                money(row, "sold"),
                                row.instant("dealt_at")));
    }

    private static Money money(Row row, String side) {
        return new Money(Currency.of(row.text(side + "_currency")), row.number(side + "_micro"));
    }

    void write(UUID payoutId, PaymentFile file, int accountVersion) {
        database.sql(
                        INSERT_FILE,
                        payoutId,
                        file.messageId(),
                        file.xml(),
                        file.controlSum(),
                        StatementText.sha256(file.xml()),
                        accountVersion,
                        file.createdAt())
                .update();
    }

    Optional<String> paymentFile(UUID payoutId) {
        return database.sql("select xml from payment_file where payout_id = ?", payoutId)
                .first(row -> row.text("xml"));
    }

    private static Facts.SettledUsage usage(Row row) {
        BigDecimal pico = row.decimal("pico");
        return new Facts.SettledUsage(
                row.number("requests"),
                row.number("input_tokens"),
                row.number("output_tokens"),
                pico.toBigIntegerExact());
    }

    private static Statement.Collection collection(Row row) {
        var currency = Currency.of(row.text("currency"));
        return new Statement.Collection(
                currency,
                row.number("captures"),
                new Money(currency, row.number("paid_micro")),
                new Money(currency, row.number("overrun_micro")),
                new Money(currency, row.number("fee_micro")),
                new Money(currency, row.number("for_providers_micro")));
    }
}
