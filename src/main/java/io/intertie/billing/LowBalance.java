package io.intertie.billing;

import io.intertie.identity.Actor;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Tells a buyer that a wallet runs low, in the portal and in the API, until it does no more.
@ApplicationScoped
public class LowBalance {
    private static final String SELECT = "select * from balance_alert where ";

    private final Database database;
    private final Wallets wallets;
    private final Clock clock;

    @Inject
    LowBalance(Database database, Wallets wallets, Clock clock) {
        this.database = database;
        this.wallets = wallets;
        this.clock = clock;
    }

    /// When to tell, and since when there is something to tell.
    public record Alert(UUID organisationId, Money below, Optional<Instant> raisedAt) {}

    public Optional<Alert> find(UUID organisationId, Currency currency) {
        return database.sql(
                        SELECT + "organisation_id = ? and currency = ?",
                        organisationId,
                        currency.code())
                .first(LowBalance::alert);
    }

    /// Asks to be told below a threshold; it is looked at right away.
    ///
    /// @throws Problem if the threshold is not above zero, or the wallet is another's
    public Alert set(UUID organisationId, Money below, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw new Problem(
                    ProblemType.FORBIDDEN, Wording.of("wallet.yours", "This is not your wallet."));
        }
        if (!below.isPositive()) {
            throw Problem.field(
                    "below", Wording.of("wallet.threshold", "The threshold is above zero."));
        }
        database.sql(
                        "insert into balance_alert (organisation_id, currency, below_micro,"
                                + " changed_by) values (?, ?, ?, ?)"
                                + " on conflict (organisation_id, currency) do update"
                                + " set below_micro = excluded.below_micro,"
                                + " changed_by = excluded.changed_by",
                        organisationId,
                        below.currency().code(),
                        below.micro(),
                        actor.name())
                .update();
        var alert = find(organisationId, below.currency()).orElseThrow();
        look(alert);
        return find(organisationId, below.currency()).orElseThrow();
    }

    /// Raises and clears all alerts.
    void run() {
        all().forEach(this::look);
    }

    private List<Alert> all() {
        return database.sql(SELECT + "true").list(LowBalance::alert);
    }

    private void look(Alert alert) {
        var currency = alert.below().currency();
        var isLow =
                wallets.find(alert.organisationId(), currency)
                        .map(Wallet::available)
                        .filter(available -> available.compareTo(alert.below()) >= 0)
                        .isEmpty();
        if (isLow == alert.raisedAt().isPresent()) {
            return;
        }
        database.sql(
                        "update balance_alert set raised_at = ?"
                                + " where organisation_id = ? and currency = ?",
                        isLow ? clock.instant() : Database.Absent.INSTANT,
                        alert.organisationId(),
                        currency.code())
                .update();
    }

    private static Alert alert(Row row) {
        return new Alert(
                row.id("organisation_id"),
                new Money(Currency.of(row.text("currency")), row.number("below_micro")),
                row.instantIfAny("raised_at"));
    }
}
