package io.intertie.ledger;

import io.intertie.ledger.months.Archived;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// What accounts come to, counted from the journals' lines.
@ApplicationScoped
class BalanceStore {
    private static final String BALANCE =
            """
            select cast(coalesce(sum(micro), 0) as bigint) as micro from {lines} l
            where book_id = ? and code = ? and owner = ? and currency = ?\
            """
                    .replace("{lines}", Archived.LINES);
    private static final String TRIAL_BALANCE =
            """
            select code, currency,
                cast(coalesce(sum(-micro) filter (where micro < 0), 0) as bigint) as debits,
                cast(coalesce(sum(micro) filter (where micro > 0), 0) as bigint) as credits
            from {lines} l where book_id = ?
            group by code, currency order by currency, code\
            """
                    .replace("{lines}", Archived.LINES);

    /// Balances are counted back from what is posted now.
    private static final String MOVEMENTS =
            """
            select m.journal_id, m.micro,
                cast(w.posted - coalesce(sum(m.micro) over (
                        order by m.entry_no desc
                        rows between unbounded preceding and 1 preceding), 0)
                    as bigint) as balance_after
            from wallet w, lateral (
                select journal_id, entry_no, cast(sum(micro) as bigint) as micro
                from journal_line
                where book_id = w.book_id and code = ? and owner = ? and currency = ?
                group by entry_no, journal_id order by entry_no desc limit ?) m
            where w.book_id = ? and w.organisation_id = ? and w.currency = ?
            order by m.entry_no desc\
            """;

    private final Database database;
    private final JournalStore entries;

    @Inject
    BalanceStore(Database database, JournalStore entries) {
        this.database = database;
        this.entries = entries;
    }

    Money balance(Account account) {
        return database.sql(
                        BALANCE,
                        Book.ID,
                        account.code().number(),
                        account.owner(),
                        account.currency().code())
                .one(row -> new Money(account.currency(), row.number("micro")));
    }

    List<TrialBalanceLine> trialBalance() {
        return database.sql(TRIAL_BALANCE, Book.ID)
                .list(row -> {
                    var debits = row.number("debits");
                    var credits = row.number("credits");
                    return new TrialBalanceLine(
                            AccountCode.of(row.count("code")),
                            Currency.of(row.text("currency")),
                            debits,
                            credits,
                            Math.subtractExact(credits, debits));
                });
    }

    /// A wallet's movements, the newest first.
    List<Wallets.Movement> movements(Account wallet, int limit) {
        var moved =
                database.sql(
                                MOVEMENTS,
                                wallet.code().number(),
                                wallet.owner(),
                                wallet.currency().code(),
                                limit,
                                Book.ID,
                                UUID.fromString(wallet.owner()),
                                wallet.currency().code())
                        .list(row ->
                                new Moved(
                                        row.id("journal_id"),
                                        new Money(wallet.currency(), row.number("micro")),
                                        new Money(wallet.currency(), row.number("balance_after"))));
        var byId = entries.byId(moved.stream().map(Moved::id).toList());
        return moved.stream()
                .map(one ->
                        new Wallets.Movement(
                                Objects.requireNonNull(byId.get(one.id())),
                                one.amount(),
                                one.balanceAfter()))
                .toList();
    }

    Optional<String> lastArchived() {
        return Archived.last(database);
    }

    private record Moved(UUID id, Money amount, Money balanceAfter) {}
}
