package io.intertie.metering;

import io.intertie.access.SpendLimit;
import io.intertie.identity.Organisation;
import io.intertie.identity.Organisations;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// What buyers have used, by key and in all, and what their wallets had and have: exact.
///
/// **Units** the currency's major unit, up to twelve decimals. Days, weeks (from Monday) and months
/// begin at midnight UTC.
@ApplicationScoped
public class Consumption {
    private static final String OF_KEY =
            """
            select buyer_currency as currency, sum(buyer_pico) as ever,
                coalesce(sum(buyer_pico) filter (where served_at >= ?), 0) as today,
                coalesce(sum(buyer_pico) filter (where served_at >= ?), 0) as week,
                coalesce(sum(buyer_pico) filter (where served_at >= ?), 0) as month
            from usage_record
            where book_id = 1 and buyer_id = ? and api_key_id = ?
            group by buyer_currency order by buyer_currency\
            """;
    private static final String OF_BUYER =
            """
            select buyer_currency as currency, sum(buyer_pico) as ever from usage_record
            where book_id = 1 and buyer_id = ? group by buyer_currency\
            """;
    private static final String AS_OF_ONE_MOMENT =
            "set transaction isolation level repeatable read, read only";
    private static final int PICO = 12;

    private final Database database;
    private final Wallets wallets;
    private final Organisations organisations;
    private final Clock clock;

    @Inject
    Consumption(Database database, Wallets wallets, Organisations organisations, Clock clock) {
        this.database = database;
        this.wallets = wallets;
        this.organisations = organisations;
        this.clock = clock;
    }

    /// What a key has used in one currency: since it was made, and in the periods that run now.
    public record Used(
            Currency currency,
            BigDecimal ever,
            BigDecimal today,
            BigDecimal thisWeek,
            BigDecimal thisMonth) {
        /// Nothing yet.
        public static Used none(Currency currency) {
            var nothing = BigDecimal.ZERO;
            return new Used(currency, nothing, nothing, nothing, nothing);
        }
    }

    /// A wallet: what came into it, what requests have used of that, and what a new request may
    /// still set aside. `had` less `used` is what it holds.
    public record Credit(
            Currency currency, BigDecimal had, BigDecimal used, BigDecimal available) {}

    /// What a key of an organisation has used, by currency.
    public List<Used> ofKey(UUID organisationId, UUID keyId) {
        var now = clock.instant();
        return database.sql(
                        OF_KEY,
                        start(SpendLimit.Reset.DAILY, now),
                        start(SpendLimit.Reset.WEEKLY, now),
                        start(SpendLimit.Reset.MONTHLY, now),
                        organisationId,
                        keyId)
                .list(row ->
                        new Used(
                                Currency.of(row.text("currency")),
                                major(row, "ever"),
                                major(row, "today"),
                                major(row, "week"),
                                major(row, "month")));
    }

    private static Instant start(SpendLimit.Reset reset, Instant now) {
        var day = reset.periodOf(now).orElseThrow();
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// An organisation's wallets, that of its own currency first.
    public List<Credit> credits(UUID organisationId) {
        var own = currency(organisationId);
        return database.transaction(() -> {
            // Both as of one moment: what is charged in between would be in one of them only.
            database.sql(AS_OF_ONE_MOMENT).update();
            var used = used(organisationId);
            return wallets.of(organisationId).stream()
                    .sorted(
                            Comparator.comparing((Wallet one) -> !currency(one).equals(own))
                                    .thenComparing(one -> currency(one).code()))
                    .map(one -> credit(one, used.getOrDefault(currency(one), BigDecimal.ZERO)))
                    .toList();
        });
    }

    private static Currency currency(Wallet wallet) {
        return wallet.posted().currency();
    }

    private static Credit credit(Wallet wallet, BigDecimal used) {
        var holds =
                wallet.posted()
                        .plus(wallet.promo())
                        .major()
                        .subtract(BigDecimal.valueOf(wallet.carryPico(), PICO));
        return new Credit(currency(wallet), holds.add(used), used, wallet.available().major());
    }

    private Map<Currency, BigDecimal> used(UUID organisationId) {
        return database
                .sql(OF_BUYER, organisationId)
                .list(row -> Map.entry(Currency.of(row.text("currency")), major(row, "ever")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// The currency that an organisation pays in.
    ///
    /// @throws java.util.NoSuchElementException if there is no such organisation
    public Currency currency(UUID organisationId) {
        return organisations.find(organisationId).map(Organisation::currency).orElseThrow();
    }

    private static BigDecimal major(Row row, String column) {
        return row.decimal(column).movePointLeft(PICO);
    }
}
