package io.intertie.ledger;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Question;
import io.intertie.platform.persistence.Row;
import io.intertie.platform.persistence.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Holds as rows; each state is left once, by comparing and setting it in one statement.
@ApplicationScoped
class HoldStore {
    private static final String SELECT =
            "select id, organisation_id, currency, micro, state, expires_at,"
                    + " array_to_string(counters, ' ') as counters"
                    + " from hold where book_id = ? and ";
    private static final String PLACE =
            """
            with taken as (
                update wallet set held = held + ?
                where book_id = ? and organisation_id = ? and currency = ?
                    and posted + promo - held - leased >= ?
                    and not exists (select 1 from hold where book_id = ? and id = ?)
                returning 1)
            insert into hold (book_id, id, organisation_id, currency, micro, state,
                placed_at, expires_at, counters)
            select ?, ?, ?, ?, ?, ?, ?, ?, string_to_array(?, ' ') from taken\
            """;
    private static final String CAPTURE =
            """
            update hold set state = 'CAPTURED', ended_at = ?, buyer_pico = ?,
                provider_pico = ?, provider_id = ?, provider_currency = ?,
                fee_bps = ?, vat_jurisdiction = ?, vat_bps = ?
            where book_id = ? and id = ? and state = 'HELD'\
            """;

    private static final String[] TAKEN = {
        "uuid",
        "uuid",
        "text",
        "bigint",
        "bigint",
        "bigint",
        "uuid",
        "text",
        "smallint",
        "text",
        "smallint"
    };
    private static final String CAPTURED =
            """
            insert into hold (book_id, node_id, state, placed_at, expires_at, ended_at,
                id, organisation_id, currency, micro, buyer_pico, provider_pico,
                provider_id, provider_currency, fee_bps, vat_jurisdiction, vat_bps)
            select ?, ?, 'CAPTURED', ?, ?, ?, taken.* from {taken} as taken\
            """
                    .replace("{taken}", Columns.unnest(TAKEN));

    private final Database database;
    private final CounterStore counters;

    @Inject
    HoldStore(Database database, CounterStore counters) {
        this.database = database;
        this.counters = counters;
    }

    /// Takes a hold's amount from its wallet and writes the hold, checked and done by one
    /// statement; false if not enough is available, or the request has a hold.
    ///
    /// @throws io.intertie.platform.persistence.DatabaseFailed as a duplicate, if the request got a
    ///   hold at the same time
    boolean place(Hold hold, Instant placedAt) {
        var currency = hold.amount().currency().code();
        return database.sql(
                                PLACE,
                                hold.amount().micro(),
                                Book.ID,
                                hold.organisationId(),
                                currency,
                                hold.amount().micro(),
                                Book.ID,
                                hold.requestId(),
                                Book.ID,
                                hold.requestId(),
                                hold.organisationId(),
                                currency,
                                hold.amount().micro(),
                                hold.state(),
                                placedAt,
                                hold.expiresAt(),
                                hold.counters().isEmpty()
                                        ? Database.Absent.TEXT
                                        : String.join(" ", hold.counters()))
                        .update()
                == 1;
    }

    Optional<Hold> find(UUID requestId) {
        return finding(requestId).answer().stream().findFirst();
    }

    Question<Hold> finding(UUID requestId) {
        return new Question<>(database.sql(SELECT + "id = ?", Book.ID, requestId), HoldStore::hold);
    }

    /// Holds past their time, wallet by wallet.
    List<Hold> expired(Instant now) {
        return database.sql(
                        SELECT
                                + "state = 'HELD' and expires_at <= ?"
                                + " order by organisation_id, currency, id",
                        Book.ID,
                        now)
                .list(HoldStore::hold);
    }

    private static Hold hold(Row row) {
        return new Hold(
                row.id("id"),
                row.id("organisation_id"),
                new Money(Currency.of(row.text("currency")), row.number("micro")),
                row.constant(Hold.State.class, "state"),
                row.instant("expires_at"),
                row.textIfAny("counters").map(all -> List.of(all.split(" "))).orElse(List.of()));
    }

    /// Ends a hold without a charge, and what counts on it; false if it has ended already.
    boolean giveBack(Hold hold, Hold.State state, Instant now) {
        var ended =
                database.sql(
                                        "update hold set state = ?, ended_at = ?"
                                                + " where book_id = ? and id = ?"
                                                + " and state = 'HELD'",
                                        state,
                                        now,
                                        Book.ID,
                                        hold.requestId())
                                .update()
                        == 1;
        if (ended) {
            counters.free(hold);
        }
        return ended;
    }

    /// Ends a hold by a charge.
    Statement capture(ChargeUsage.Charge charge, Instant now) {
        return database.sql(
                CAPTURE,
                now,
                charge.buyerPico(),
                charge.providerPico(),
                charge.providerId(),
                charge.providerCurrency().code(),
                charge.feeBps(),
                jurisdiction(charge),
                vatBps(charge),
                Book.ID,
                charge.captureId());
    }

    /// Counts a charge where its hold was counted.
    void count(Hold hold, ChargeUsage.Charge charge) {
        counters.pay(hold, charge.buyerPico());
    }

    /// Writes what a node's lease paid, captured at once.
    Statement captured(UUID nodeId, List<Taken> all, Instant now) {
        var columns = new Columns(TAKEN);
        for (var taken : all) {
            var charge = taken.charge();
            columns.add(
                    charge.captureId(),
                    charge.buyerId(),
                    charge.buyerCurrency().code(),
                    taken.micro(),
                    charge.buyerPico(),
                    charge.providerPico(),
                    charge.providerId(),
                    charge.providerCurrency().code(),
                    charge.feeBps(),
                    charge.vat().map(ChargeUsage.Vat::jurisdiction),
                    charge.vat().map(ChargeUsage.Vat::bps));
        }
        var parameters = new ArrayList<Object>(List.of(Book.ID, nodeId, now, now, now));
        parameters.addAll(List.of(columns.after()));
        return database.sql(CAPTURED, parameters.toArray());
    }

    /// A charge and what of a lease stood behind it. **Units** micro.
    record Taken(ChargeUsage.Charge charge, long micro) {}

    /// Whether the request was captured with exactly this charge.
    boolean isCapturedWith(ChargeUsage.Charge charge) {
        return database.sql(
                        SELECT
                                + """
                                id = ? and buyer_pico = ? and provider_pico = ?
                                and provider_id = ? and provider_currency = ? and fee_bps = ?
                                and vat_jurisdiction is not distinct from ?
                                and vat_bps is not distinct from ?\
                                """,
                        Book.ID,
                        charge.captureId(),
                        charge.buyerPico(),
                        charge.providerPico(),
                        charge.providerId(),
                        charge.providerCurrency().code(),
                        charge.feeBps(),
                        jurisdiction(charge),
                        vatBps(charge))
                .first(HoldStore::hold)
                .isPresent();
    }

    private static Object jurisdiction(ChargeUsage.Charge charge) {
        return charge.vat().<Object>map(ChargeUsage.Vat::jurisdiction).orElse(Database.Absent.TEXT);
    }

    private static Object vatBps(ChargeUsage.Charge charge) {
        return charge.vat().<Object>map(ChargeUsage.Vat::bps).orElse(Database.Absent.NUMBER);
    }
}
