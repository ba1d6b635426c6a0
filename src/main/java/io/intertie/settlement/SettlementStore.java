package io.intertie.settlement;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Windows and payouts as rows; each step of their lives is one conditional update.
@ApplicationScoped
class SettlementStore {
    private static final String WINDOWS =
            """
            select w.*, case when w.state = 'OPEN' then 'OPEN'
                when p.state <> 'AWAITING_APPROVAL' then p.state
                else 'CLOSED' end as stage
            from settlement_window w left join payout p on p.window_id = w.id
            """;
    private static final String PAYOUTS =
            """
            select p.*, b.bank_ref as b_ref, b.has_own_ref as b_own, b.told_on::text as b_on,
                b.told_at as b_at, r.kind as r_kind, r.bank_ref as r_ref, r.has_own_ref as r_own,
                r.told_on::text as r_on, r.reason as r_reason, r.fee_micro as r_fee,
                r.told_at as r_at
            from payout p
            left join payout_answer b on b.payout_id = p.id and b.kind = 'BOOKED'
            left join payout_answer r on r.payout_id = p.id and r.kind <> 'BOOKED'
            """;
    private static final String INSERT_WINDOW =
            """
            insert into settlement_window
                (id, provider_id, currency, sequence, opens_at, state)
            select ?, ?, ?, coalesce(max(sequence), 0) + 1, ?, 'OPEN'
            from settlement_window where provider_id = ? and currency = ?
            on conflict do nothing\
            """;
    private static final String INSERT_PAYOUT =
            """
            insert into payout (id, window_id, provider_id, reference, end_to_end_id,
                currency, micro, state, prepared_by, prepared_at)
            values (?, ?, ?, ?, ?, ?, ?, 'AWAITING_APPROVAL', ?, ?)\
            """;

    private final Database database;

    @Inject
    SettlementStore(Database database) {
        this.database = database;
    }

    /// The open window of a provider and currency, opened at `now` if there is none.
    SettlementWindow open(UUID providerId, Currency currency, Instant now) {
        var found = openWindow(providerId, currency);
        if (found.isPresent()) {
            return found.get();
        }
        database.sql(
                        INSERT_WINDOW,
                        UuidV7.at(now),
                        providerId,
                        currency.code(),
                        now,
                        providerId,
                        currency.code())
                .update();
        return openWindow(providerId, currency).orElseThrow();
    }

    private Optional<SettlementWindow> openWindow(UUID providerId, Currency currency) {
        return windows(
                        "where w.provider_id = ? and w.currency = ? and w.state = 'OPEN'",
                        providerId,
                        currency.code())
                .stream()
                .findFirst();
    }

    /// Whether the window was open, and is closed now; waits for whoever is closing it.
    boolean close(UUID windowId, Instant at) {
        return database.sql(
                                "update settlement_window set state = 'CLOSED', closes_at = ?"
                                        + " where id = ? and state = 'OPEN'",
                                at,
                                windowId)
                        .update()
                == 1;
    }

    Optional<SettlementWindow> window(UUID id) {
        return windows("where w.id = ?", id).stream().findFirst();
    }

    /// The newest first.
    List<SettlementWindow> windows() {
        return windows("order by w.opens_at desc, w.id desc");
    }

    List<SettlementWindow> windowsOf(UUID providerId) {
        return windows("where w.provider_id = ? order by w.opens_at desc, w.id desc", providerId);
    }

    private List<SettlementWindow> windows(String condition, Object... parameters) {
        return database.sql(WINDOWS + condition, parameters).list(SettlementStore::window);
    }

    private static SettlementWindow window(Row row) {
        return new SettlementWindow(
                row.id("id"),
                row.id("provider_id"),
                Currency.of(row.text("currency")),
                row.count("sequence"),
                row.instant("opens_at"),
                row.instantIfAny("closes_at"),
                row.constant(SettlementWindow.State.class, "stage"),
                row.count("revision"));
    }

    /// Prepares the payout of a closed window; its number comes from the database.
    Payout prepare(Statement statement, String preparer, Instant now) {
        var id = UuidV7.at(now);
        var number =
                database.sql("select nextval('payout_number') as n").one(row -> row.number("n"));
        var year = now.atZone(ZoneOffset.UTC).getYear();
        database.sql(
                        INSERT_PAYOUT,
                        id,
                        statement.windowId(),
                        statement.providerId(),
                        String.format("PO-%d-%06d", year, number),
                        id.toString().replace("-", ""),
                        statement.payable().currency().code(),
                        statement.payable().micro(),
                        preparer,
                        now)
                .update();
        return payout(id).orElseThrow();
    }

    /// The payout, locked until the transaction ends.
    Optional<Payout> lockedPayout(UUID id) {
        // Locked first and read after it, so that what the bank said meanwhile is read, too.
        return database.sql("select id from payout where id = ? for update", id)
                .first(row -> row.id("id"))
                .flatMap(this::payout);
    }

    boolean sent(UUID payoutId, String approver, Instant at) {
        return database.sql(
                                "update payout set state = 'SENT', approved_by = ?,"
                                        + " approved_at = ? where id = ?"
                                        + " and state = 'AWAITING_APPROVAL'",
                                approver,
                                at,
                                payoutId)
                        .update()
                == 1;
    }

    boolean hold(UUID payoutId, String reason) {
        return database.sql(
                                "update payout set state = 'HELD', hold_reason = ?"
                                        + " where id = ? and state = 'AWAITING_APPROVAL'",
                                reason,
                                payoutId)
                        .update()
                == 1;
    }

    boolean release(UUID payoutId) {
        return database.sql(
                                "update payout set state = 'AWAITING_APPROVAL', hold_reason = null"
                                        + " where id = ? and state = 'HELD'",
                                payoutId)
                        .update()
                == 1;
    }

    Optional<Payout> payout(UUID id) {
        return payouts("where p.id = ?", id).stream().findFirst();
    }

    Optional<Payout> payoutOfWindow(UUID windowId) {
        return payouts("where p.window_id = ?", windowId).stream().findFirst();
    }

    /// The newest first.
    List<Payout> payouts() {
        return payouts("order by p.prepared_at desc, p.id desc");
    }

    List<Payout> payoutsOf(UUID providerId) {
        return payouts(
                "where p.provider_id = ? order by p.prepared_at desc, p.id desc", providerId);
    }

    /// What is prepared for a provider in a currency and has not been sent.
    Money unsent(UUID providerId, Currency currency) {
        return database.sql(
                        "select cast(coalesce(sum(micro), 0) as bigint) as micro from payout"
                                + " where provider_id = ? and currency = ?"
                                + " and state in ('AWAITING_APPROVAL', 'HELD')",
                        providerId,
                        currency.code())
                .one(row -> new Money(currency, row.number("micro")));
    }

    /// What of a provider's payouts in a currency failed, ever.
    Money returned(UUID providerId, Currency currency) {
        return database.sql(
                        "select cast(coalesce(sum(micro), 0) as bigint) as micro from payout"
                                + " where provider_id = ? and currency = ? and state = 'FAILED'",
                        providerId,
                        currency.code())
                .one(row -> new Money(currency, row.number("micro")));
    }

    private List<Payout> payouts(String condition, Object... parameters) {
        return database.sql(PAYOUTS + condition, parameters).list(SettlementStore::payout);
    }

    private static Payout payout(Row row) {
        return new Payout(
                row.id("id"),
                row.id("window_id"),
                row.id("provider_id"),
                row.text("reference"),
                row.text("end_to_end_id"),
                new Money(Currency.of(row.text("currency")), row.number("micro")),
                row.constant(Payout.State.class, "state"),
                row.text("prepared_by"),
                row.instant("prepared_at"),
                row.textIfAny("approved_by"),
                row.instantIfAny("approved_at"),
                row.textIfAny("hold_reason"),
                row.textIfAny("b_ref").map(ref -> booked(row, ref)),
                row.textIfAny("r_ref").map(ref -> returned(row, ref)));
    }

    private static Payout.Answer booked(Row row, String ref) {
        return new Payout.Answer(
                Payout.Answer.Kind.BOOKED,
                ref,
                row.flag("b_own"),
                LocalDate.parse(row.text("b_on")),
                Optional.empty(),
                Money.zero(Currency.of(row.text("currency"))),
                row.instant("b_at"));
    }

    private static Payout.Answer returned(Row row, String ref) {
        return new Payout.Answer(
                row.constant(Payout.Answer.Kind.class, "r_kind"),
                ref,
                row.flag("r_own"),
                LocalDate.parse(row.text("r_on")),
                row.textIfAny("r_reason"),
                new Money(Currency.of(row.text("currency")), row.number("r_fee")),
                row.instant("r_at"));
    }
}
