package io.intertie.billing;

import io.intertie.billing.AutoTopUps.Rule;
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

/// Rules for automatic top-ups as rows.
@ApplicationScoped
class AutoTopUpStore {
    private static final String SELECT = "select * from auto_top_up where ";

    private final Database database;

    @Inject
    AutoTopUpStore(Database database) {
        this.database = database;
    }

    void write(Rule rule, String changedBy, Instant at) {
        database.sql(
                        """
                        insert into auto_top_up (organisation_id, currency, enabled, below_micro,
                            amount_micro, monthly_micro, changed_by, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (organisation_id, currency) do update
                        set enabled = excluded.enabled, below_micro = excluded.below_micro,
                            amount_micro = excluded.amount_micro,
                            monthly_micro = excluded.monthly_micro,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at\
                        """,
                        rule.organisationId(),
                        rule.amount().currency().code(),
                        rule.enabled(),
                        rule.below().micro(),
                        rule.amount().micro(),
                        rule.monthly().micro(),
                        changedBy,
                        at)
                .update();
    }

    /// Switches a rule off; false if it was.
    boolean disable(UUID organisationId, Currency currency, String changedBy, Instant at) {
        return database.sql(
                                "update auto_top_up set enabled = false, changed_by = ?,"
                                        + " changed_at = ?"
                                        + " where organisation_id = ? and currency = ? and enabled",
                                changedBy,
                                at,
                                organisationId,
                                currency.code())
                        .update()
                == 1;
    }

    Optional<Rule> find(UUID organisationId, Currency currency) {
        return database.sql(
                        SELECT + "organisation_id = ? and currency = ?",
                        organisationId,
                        currency.code())
                .first(AutoTopUpStore::rule);
    }

    List<Rule> enabled() {
        return database.sql(SELECT + "enabled order by organisation_id, currency")
                .list(AutoTopUpStore::rule);
    }

    /// How the latest automatic payments since the rule was changed ended, the newest first.
    List<Ended> latest(Rule rule, int limit) {
        return database.sql(
                        "select state, started_at from card_payment"
                                + " where organisation_id = ? and currency = ?"
                                + " and purpose = 'AUTO' and started_at >= ?"
                                + " order by started_at desc limit ?",
                        rule.organisationId(),
                        rule.amount().currency().code(),
                        rule.changedAt(),
                        limit)
                .list(row ->
                        new Ended(
                                row.constant(CardPayment.State.class, "state"),
                                row.instant("started_at")));
    }

    record Ended(CardPayment.State state, Instant startedAt) {
        boolean isBad() {
            return state == CardPayment.State.FAILED || state == CardPayment.State.REFUSED;
        }
    }

    private static Rule rule(Row row) {
        var currency = Currency.of(row.text("currency"));
        return new Rule(
                row.id("organisation_id"),
                row.flag("enabled"),
                new Money(currency, row.number("below_micro")),
                new Money(currency, row.number("amount_micro")),
                new Money(currency, row.number("monthly_micro")),
                row.instant("changed_at"));
    }
}
