package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Question;
import io.intertie.platform.persistence.Row;
import io.intertie.platform.persistence.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Wallets as rows: the projection of the wallet accounts' lines, of open holds, of leases and of
/// carries.
///
/// **Always true** whoever needs a wallet's row and others locks the wallet's first, so that no two
/// wait for each other; the row's lock also guards the wallet's provider carries.
@ApplicationScoped
class WalletStore {
    private static final String SELECT =
            "select organisation_id, currency, posted, promo, held, leased, carry_pico from wallet"
                    + " where book_id = ? and organisation_id = ?";
    private static final String[] KEY = {"uuid", "text"};

    // Key by key, in the order of the keys: whatever the planner thinks of the table's size.
    private static final String LOCK =
            """
            select wallet.*, (select mode from book where book.book_id = ?) as mode
            from {keys} as key (organisation_id, currency) cross join lateral (
                select organisation_id, currency, posted, promo, held, leased, carry_pico,
                    share_carry
                from wallet where book_id = ? and wallet.organisation_id = key.organisation_id
                    and wallet.currency = key.currency for update) wallet\
            """
                    .replace("{keys}", Columns.unnest(KEY));
    private static final String[] PAID = {
        "uuid", "text", "bigint", "bigint", "bigint", "bigint", "integer", "bigint"
    };
    private static final String PAY =
            """
            update wallet set posted = wallet.posted - paid.posted,
                promo = wallet.promo - paid.promo, held = wallet.held - paid.held,
                leased = wallet.leased - paid.leased,
                carry_pico = paid.carry_pico, share_carry = paid.share_carry
            from {paid} as paid (organisation_id, currency, posted, promo, held, leased,
                carry_pico, share_carry)
            where book_id = ? and wallet.organisation_id = paid.organisation_id
                and wallet.currency = paid.currency\
            """
                    .replace("{paid}", Columns.unnest(PAID));
    private static final String ONE = " and currency = ?";
    private static final String WHERE =
            " where book_id = ? and organisation_id = ? and currency = ?";
    private static final String PAY_ONE =
            "update wallet set posted = posted - ?, promo = promo - ?, held = held - ?,"
                    + " leased = leased - ?, carry_pico = ?, share_carry = ?"
                    + WHERE;

    private final Database database;
    private final PromoStore promos;

    @Inject
    WalletStore(Database database, PromoStore promos) {
        this.database = database;
        this.promos = promos;
    }

    void open(UUID organisationId, Currency currency) {
        database.sql(
                        "insert into wallet (book_id, organisation_id, currency) values (?, ?, ?)"
                                + " on conflict do nothing",
                        Book.ID,
                        organisationId,
                        currency.code())
                .update();
    }

    Optional<Wallet> find(UUID organisationId, Currency currency) {
        return database.sql(SELECT + ONE, Book.ID, organisationId, currency.code())
                .first(WalletStore::wallet);
    }

    List<Wallet> of(UUID organisationId) {
        return database.sql(SELECT + " order by currency", Book.ID, organisationId)
                .list(WalletStore::wallet);
    }

    /// A wallet's name.
    record Key(UUID organisationId, Currency currency) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byOwner = organisationId.compareTo(other.organisationId);
            return byOwner != 0 ? byOwner : currency.code().compareTo(other.currency.code());
        }
    }

    /// A wallet whose row is locked, with what only charges look at.
    record Locked(Wallet wallet, FineCarry share, Book.Mode mode) {}

    Optional<Locked> lock(UUID organisationId, Currency currency) {
        var key = new Key(organisationId, currency);
        return Optional.ofNullable(lock(Set.of(key)).get(key));
    }

    /// Locks wallets, in the one order in which all do it.
    Map<Key, Locked> lock(Set<Key> keys) {
        return byKey(locking(keys).answer());
    }

    static Map<Key, Locked> byKey(List<Locked> all) {
        return all.stream()
                .collect(Collectors.toMap(locked -> key(locked.wallet()), Function.identity()));
    }

    /// The question that locks wallets, in the one order in which all do it.
    Question<Locked> locking(Set<Key> keys) {
        var columns = new Columns(KEY);
        new TreeSet<>(keys)
                .forEach(key -> columns.add(key.organisationId(), key.currency().code()));
        var parameters = new ArrayList<Object>(List.of(columns.after(Book.ID)));
        parameters.add(Book.ID);
        return new Question<>(
                database.sql(LOCK, parameters.toArray()),
                row ->
                        new Locked(
                                wallet(row),
                                new FineCarry(row.number("share_carry")),
                                row.constant(Book.Mode.class, "mode")));
    }

    private static Key key(Wallet wallet) {
        return new Key(wallet.organisationId(), wallet.posted().currency());
    }

    private static Wallet wallet(Row row) {
        var currency = Currency.of(row.text("currency"));
        return new Wallet(
                row.id("organisation_id"),
                new Money(currency, row.number("posted")),
                new Money(currency, row.number("promo")),
                new Money(currency, row.number("held")),
                new Money(currency, row.number("leased")),
                row.number("carry_pico"));
    }

    void free(UUID organisationId, Money amount) {
        var updated =
                database.sql(
                                "update wallet set held = held - ?" + WHERE,
                                amount.micro(),
                                Book.ID,
                                organisationId,
                                amount.currency().code())
                        .update();
        Check.that(updated == 1, "no wallet of %s for %s", organisationId, amount);
    }

    /// Sets how a wallet is spent; empty leaves it to the market's setting. False if there is none.
    boolean spend(Key key, Optional<Wallet.Spending> spending) {
        return database.sql(
                                "update wallet set spending = ?" + WHERE,
                                spending.<Object>map(Enum::name).orElse(Database.Absent.TEXT),
                                Book.ID,
                                key.organisationId(),
                                key.currency().code())
                        .update()
                == 1;
    }

    /// Follows leases that were given back.
    void unlease(Key key, long micro) {
        var updated =
                database.sql(
                                "update wallet set leased = leased - ?" + WHERE,
                                micro,
                                Book.ID,
                                key.organisationId(),
                                key.currency().code())
                        .update();
        Check.that(updated == 1, "no wallet %s", key);
    }

    /// What charges took from a wallet, and what they left. **Units** micro.
    record Paid(
            Key key,
            long posted,
            long promo,
            long held,
            long leased,
            Carry carry,
            FineCarry share) {}

    /// Takes what was charged: one update for the money, what was set aside, and the carries.
    Statement payment(List<Paid> all) {
        return all.size() == 1 ? payment(all.getFirst()) : payments(all);
    }

    /// By its key alone, which no planner takes for a scan.
    private Statement payment(Paid paid) {
        return database.sql(
                PAY_ONE,
                paid.posted(),
                paid.promo(),
                paid.held(),
                paid.leased(),
                paid.carry().pico(),
                paid.share().rest(),
                Book.ID,
                paid.key().organisationId(),
                paid.key().currency().code());
    }

    private Statement payments(List<Paid> all) {
        var columns = new Columns(PAID);
        for (var paid : all) {
            columns.add(
                    paid.key().organisationId(),
                    paid.key().currency().code(),
                    paid.posted(),
                    paid.promo(),
                    paid.held(),
                    paid.leased(),
                    paid.carry().pico(),
                    paid.share().rest());
        }
        var parameters = new ArrayList<Object>(List.of(columns.after()));
        parameters.add(Book.ID);
        return database.sql(PAY, parameters.toArray());
    }

    /// Takes the promo credit that was charged from its grants.
    void usePromos(List<Paid> all) {
        for (var paid : all) {
            if (paid.promo() > 0) {
                promos.use(
                        paid.key().organisationId(),
                        new Money(paid.key().currency(), paid.promo()));
            }
        }
    }

    /// What an entry changes of a wallet.
    private record Change(long posted, long promo) {
        Change plus(Change other) {
            return new Change(
                    Math.addExact(posted, other.posted), Math.addExact(promo, other.promo));
        }
    }

    /// Follows an entry's postings, wallets in one fixed order.
    void post(List<Posting> postings) {
        var changes = new TreeMap<Key, Change>();
        for (var posting : postings) {
            add(changes, posting.from(), posting.amount().negated());
            add(changes, posting.to(), posting.amount());
        }
        changes.forEach((key, change) -> {
            if (change.posted() > 0 || change.promo() > 0) {
                open(key.organisationId(), key.currency());
            }
            var updated =
                    database.sql(
                                    "update wallet set posted = posted + ?, promo = promo + ?"
                                            + WHERE,
                                    change.posted(),
                                    change.promo(),
                                    Book.ID,
                                    key.organisationId(),
                                    key.currency().code())
                            .update();
            Check.that(updated == 1, "no wallet of %s", key);
        });
    }

    private static void add(Map<Key, Change> changes, Account account, Money amount) {
        var change =
                switch (account.code()) {
                    case BUYER_WALLET -> new Change(amount.micro(), 0);
                    case PROMO_WALLET -> new Change(0, amount.micro());
                    default -> new Change(0, 0);
                };
        if (change.posted() != 0 || change.promo() != 0) {
            var key = new Key(UUID.fromString(account.owner()), account.currency());
            changes.merge(key, change, Change::plus);
        }
    }
}
