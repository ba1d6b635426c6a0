package io.intertie.ledger;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Question;
import io.intertie.platform.persistence.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Leases as rows: what each node may still spend of each wallet.
///
/// **Always true** what all nodes lease of a wallet is its `leased` (`Coherence`); whoever changes
/// a lease holds the lock of its wallet's row.
@ApplicationScoped
class LeaseStore {
    private static final String TAKE =
            """
            with room as (
                select least(?, (posted + promo - held - leased) / ?) as micro from wallet
                where book_id = ? and organisation_id = ? and currency = ?
                    and coalesce(spending, ?) = 'LEASE' and exists (
                        select 1 from node
                        where book_id = ? and id = ? and incarnation = ? and state = 'LIVE')
                for update of wallet),
            taken as (
                update wallet set leased = leased + room.micro from room
                where book_id = ? and organisation_id = ? and currency = ? and room.micro >= ?
                returning room.micro)
            insert into lease as l (book_id, node_id, organisation_id, currency, micro)
            select ?, ?, ?, ?, micro from taken
            on conflict (book_id, node_id, organisation_id, currency)
            do update set micro = l.micro + excluded.micro
            returning (select micro from taken) as micro\
            """;
    private static final String[] KEY = {"uuid", "text"};
    private static final String RESTS =
            """
            select organisation_id, currency, micro from lease where book_id = ? and node_id = ?
                and (organisation_id, currency) in (select * from {keys}) for update\
            """
                    .replace("{keys}", Columns.unnest(KEY));
    private static final String[] PART = {"uuid", "text", "bigint"};
    private static final String CONSUME =
            """
            update lease set micro = lease.micro - part.micro
            from {parts} as part (organisation_id, currency, micro)
            where book_id = ? and node_id = ? and lease.organisation_id = part.organisation_id
                and lease.currency = part.currency\
            """
                    .replace("{parts}", Columns.unnest(PART));

    private final Database database;

    @Inject
    LeaseStore(Database database) {
        this.database = database;
    }

    /// Leases a part of what is available, at most one in `share` of it, if that is enough: checked
    /// and taken by one statement. Empty where it is not, the wallet is spent strictly, or another
    /// incarnation has taken the node over.
    OptionalLong take(Leases.Node node, Money atLeast, Money atMost, int share, UUID owner) {
        var unlessTold = node.isLeasing() ? Wallet.Spending.LEASE : Wallet.Spending.STRICT;
        var currency = atLeast.currency().code();
        return database.sql(
                        TAKE,
                        atMost.micro(),
                        share,
                        Book.ID,
                        owner,
                        currency,
                        unlessTold,
                        Book.ID,
                        node.id(),
                        node.incarnation(),
                        Book.ID,
                        owner,
                        currency,
                        atLeast.micro(),
                        Book.ID,
                        node.id(),
                        owner,
                        currency)
                .first(row -> OptionalLong.of(row.number("micro")))
                .orElse(OptionalLong.empty());
    }

    /// What a node's lease of a wallet has left. **Units** micro.
    record Rest(WalletStore.Key wallet, long micro) {}

    /// What a node's leases of wallets that are locked have left; absent where there is none.
    Question<Rest> rests(UUID nodeId, Set<WalletStore.Key> keys) {
        var columns = new Columns(KEY);
        keys.forEach(key -> columns.add(key.organisationId(), key.currency().code()));
        return new Question<>(
                database.sql(RESTS, columns.after(Book.ID, nodeId)),
                row ->
                        new Rest(
                                new WalletStore.Key(
                                        row.id("organisation_id"),
                                        Currency.of(row.text("currency"))),
                                row.number("micro")));
    }

    /// Takes from a node's leases what was charged; the wallets follow by themselves.
    Statement consume(UUID nodeId, Map<WalletStore.Key, Long> parts) {
        var columns = new Columns(PART);
        parts.forEach((key, micro) -> {
            if (micro > 0) {
                columns.add(key.organisationId(), key.currency().code(), micro);
            }
        });
        var parameters = new ArrayList<Object>(List.of(columns.after()));
        parameters.add(Book.ID);
        parameters.add(nodeId);
        return database.sql(CONSUME, parameters.toArray());
    }

    /// The wallets that a node leases of.
    List<WalletStore.Key> of(UUID nodeId) {
        return database.sql(
                        "select organisation_id, currency from lease where book_id = ?"
                                + " and node_id = ? and micro > 0",
                        Book.ID,
                        nodeId)
                .list(row ->
                        new WalletStore.Key(
                                row.id("organisation_id"), Currency.of(row.text("currency"))));
    }
}
