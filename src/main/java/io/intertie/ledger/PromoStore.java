package io.intertie.ledger;

import io.intertie.ledger.movement.GrantPromo;
import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What became of promo grants: the one that expires first is used first.
///
/// **Always true** what all grants of a wallet have left is its promo credit (`Coherence`). Written
/// only under the lock of the wallet's row.
@ApplicationScoped
class PromoStore {
    private static final String SELECT =
            "select grant_ref, organisation_id, currency, micro, used, expired from promo_grant"
                    + " where book_id = ?";
    private static final String OF_WALLET = " and organisation_id = ? and currency = ?";
    private static final String CHANGE =
            "update promo_grant set used = used + ?, expired = expired + ?"
                    + " where book_id = ? and grant_ref = ?";

    private final Database database;

    @Inject
    PromoStore(Database database) {
        this.database = database;
    }

    /// A grant and what became of it. **Units** micro.
    record Grant(String ref, UUID organisationId, Money amount, long used, long expired) {
        long left() {
            return amount.micro() - used - expired;
        }
    }

    void open(GrantPromo grant) {
        database.sql(
                        """
                        insert into promo_grant
                            (book_id, grant_ref, organisation_id, currency, micro, expires_at)
                        values (?, ?, ?, ?, ?, ?)\
                        """,
                        Book.ID,
                        grant.externalRef(),
                        grant.buyerId(),
                        grant.amount().currency().code(),
                        grant.amount().micro(),
                        grant.expiresAt())
                .update();
    }

    /// Takes what a charge used from the grants, the first to expire first.
    void use(UUID organisationId, Money amount) {
        var missing = amount.micro();
        for (var grant :
                of(
                        OF_WALLET + " and used + expired < micro order by expires_at, grant_ref",
                        organisationId,
                        amount.currency().code())) {
            var taken = Math.min(missing, grant.left());
            change(grant, taken, 0);
            missing -= taken;
        }
        covered(missing, amount);
    }

    /// Gives back what a charge had used, to the grants that expire last.
    void giveBack(UUID organisationId, Money amount) {
        var missing = amount.micro();
        for (var grant :
                of(
                        OF_WALLET + " and used > 0 order by expires_at desc, grant_ref desc",
                        organisationId,
                        amount.currency().code())) {
            var given = Math.min(missing, grant.used());
            change(grant, -given, 0);
            missing -= given;
        }
        covered(missing, amount);
    }

    private static void covered(long missing, Money amount) {
        Check.that(missing == 0, "%s of %s is in no grant", missing, amount);
    }

    void expire(Grant grant, long micro) {
        change(grant, 0, micro);
    }

    /// Grants past their time of which something is left, wallet by wallet.
    List<Grant> expired(Instant now) {
        return of(
                " and used + expired < micro and expires_at <= ?"
                        + " order by organisation_id, currency, expires_at, grant_ref",
                now);
    }

    Optional<Grant> find(String ref) {
        return of(" and grant_ref = ?", ref).stream().findFirst();
    }

    private void change(Grant grant, long used, long expired) {
        if (used != 0 || expired != 0) {
            database.sql(CHANGE, used, expired, Book.ID, grant.ref()).update();
        }
    }

    private List<Grant> of(String condition, Object... parameters) {
        var all = new Object[parameters.length + 1];
        all[0] = Book.ID;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        return database.sql(SELECT + condition, all).list(PromoStore::grant);
    }

    private static Grant grant(Row row) {
        return new Grant(
                row.text("grant_ref"),
                row.id("organisation_id"),
                new Money(Currency.of(row.text("currency")), row.number("micro")),
                row.number("used"),
                row.number("expired"));
    }
}
