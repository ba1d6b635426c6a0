package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Wallets as rows: the projection of the wallet accounts' lines, of open holds and of carries.
///
/// **Always true** whoever needs a wallet's row and others locks the wallet's first, so that no two
/// wait for each other; the row's lock also guards the wallet's provider carries.
@ApplicationScoped
class WalletStore {
    private static final String SELECT =
            "select organisation_id, currency, posted, promo, held, carry_pico from wallet"
                    + " where book_id = ? and organisation_id = ?";
    private static final String LOCK =
            """
            select organisation_id, currency, posted, promo, held, carry_pico, share_carry,
                (select mode from book where book.book_id = wallet.book_id) as mode
            from wallet where book_id = ? and organisation_id = ? and currency = ? for update\
            """;
    private static final String ONE = " and currency = ?";
    private static final String WHERE =
            " where book_id = ? and organisation_id = ? and currency = ?";

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

    /// A wallet whose row is locked, with what only charges look at.
    record Locked(Wallet wallet, FineCarry share, Book.Mode mode) {}

    Optional<Locked> lock(UUID organisationId, Currency currency) {
        return database.sql(LOCK, Book.ID, organisationId, currency.code())
                .first(row ->
                        new Locked(
                                wallet(row),
                                new FineCarry(row.number("share_carry")),
                                row.constant(Book.Mode.class, "mode")));
    }

    private static Wallet wallet(Row row) {
        var currency = Currency.of(row.text("currency"));
        return new Wallet(
                row.id("organisation_id"),
                new Money(currency, row.number("posted")),
                new Money(currency, row.number("promo")),
                new Money(currency, row.number("held")),
                row.number("carry_pico"));
    }

    /// Sets an amount aside if it is available: checked and taken by one statement.
    boolean hold(UUID organisationId, Money amount) {
        return database.sql(
                                "update wallet set held = held + ?"
                                        + WHERE
                                        + " and posted + promo - held >= ?",
                                amount.micro(),
                                Book.ID,
                                organisationId,
                                amount.currency().code(),
                                amount.micro())
                        .update()
                == 1;
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

    /// Ends a hold by what was charged: one update for the money, the hold and the carries.
    void pay(Hold hold, ChargeLegs.Payment payment, ChargeLegs.Carries carries) {
        var currency = hold.amount().currency();
        var updated =
                database.sql(
                                "update wallet set posted = posted - ?, promo = promo - ?,"
                                        + " held = held - ?, carry_pico = ?, share_carry = ?"
                                        + WHERE,
                                payment.walletMicro(),
                                payment.promoMicro(),
                                hold.amount().micro(),
                                carries.buyer().pico(),
                                carries.share().rest(),
                                Book.ID,
                                hold.organisationId(),
                                currency.code())
                        .update();
        Check.that(updated == 1, "no wallet of %s in %s", hold.organisationId(), currency);
        if (payment.promoMicro() > 0) {
            promos.use(hold.organisationId(), new Money(currency, payment.promoMicro()));
        }
    }

    private record Key(UUID organisationId, Currency currency) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byOwner = organisationId.compareTo(other.organisationId);
            return byOwner != 0 ? byOwner : currency.code().compareTo(other.currency.code());
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
