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
            "select organisation_id, currency, posted, held, carry_pico, share_carry from wallet"
                    + " where book_id = ? and organisation_id = ?";
    private static final String ONE = " and currency = ?";
    private static final String WHERE =
            " where book_id = ? and organisation_id = ? and currency = ?";

    private final Database database;

    @Inject
    WalletStore(Database database) {
        this.database = database;
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

    /// A wallet whose row is locked, with a carry that only charges look at.
    record Locked(Wallet wallet, ShareCarry share) {}

    Optional<Locked> lock(UUID organisationId, Currency currency) {
        return database.sql(SELECT + ONE + " for update", Book.ID, organisationId, currency.code())
                .first(row -> new Locked(wallet(row), new ShareCarry(row.number("share_carry"))));
    }

    private static Wallet wallet(Row row) {
        var currency = Currency.of(row.text("currency"));
        return new Wallet(
                row.id("organisation_id"),
                new Money(currency, row.number("posted")),
                new Money(currency, row.number("held")),
                row.number("carry_pico"));
    }

    /// Sets an amount aside if it is available: checked and taken by one statement.
    boolean hold(UUID organisationId, Money amount) {
        return database.sql(
                                "update wallet set held = held + ?"
                                        + WHERE
                                        + " and posted - held >= ?",
                                amount.micro(),
                                Book.ID,
                                organisationId,
                                amount.currency().code(),
                                amount.micro())
                        .update()
                == 1;
    }

    void free(UUID organisationId, Money amount) {
        change("held = held - ?" + WHERE, amount.micro(), organisationId, amount.currency());
    }

    void carry(UUID organisationId, Currency currency, ChargeLegs.Carries carries) {
        var updated =
                database.sql(
                                "update wallet set carry_pico = ?, share_carry = ?" + WHERE,
                                carries.buyer().pico(),
                                carries.share().rest(),
                                Book.ID,
                                organisationId,
                                currency.code())
                        .update();
        Check.that(updated == 1, "no wallet of %s in %s", organisationId, currency);
    }

    private record Key(UUID organisationId, Currency currency) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            var byOwner = organisationId.compareTo(other.organisationId);
            return byOwner != 0 ? byOwner : currency.code().compareTo(other.currency.code());
        }
    }

    /// Follows an entry's postings, wallets in one fixed order.
    void post(List<Posting> postings) {
        var changes = new TreeMap<Key, Long>();
        for (var posting : postings) {
            add(changes, posting.from(), posting.amount().negated());
            add(changes, posting.to(), posting.amount());
        }
        changes.forEach((key, micro) -> {
            if (micro > 0) {
                open(key.organisationId(), key.currency());
            }
            change("posted = posted + ?" + WHERE, micro, key.organisationId(), key.currency());
        });
    }

    private static void add(Map<Key, Long> changes, Account account, Money amount) {
        if (account.code() == AccountCode.BUYER_WALLET) {
            var key = new Key(UUID.fromString(account.owner()), account.currency());
            changes.merge(key, amount.micro(), Math::addExact);
        }
    }

    private void change(String set, long micro, UUID organisationId, Currency currency) {
        var updated =
                database.sql(
                                "update wallet set " + set,
                                micro,
                                Book.ID,
                                organisationId,
                                currency.code())
                        .update();
        Check.that(updated == 1, "no wallet of %s in %s", organisationId, currency);
    }
}
