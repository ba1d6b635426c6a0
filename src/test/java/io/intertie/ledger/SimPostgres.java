package io.intertie.ledger;

import io.intertie.ledger.movement.Template;
import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/// The posting core on PostgreSQL. A node that died is made anew: nothing of it stays in memory.
final class SimPostgres implements SimBooks {
    private final SimConnection connection;
    private final Clock clock;
    private TestLedger ledger;

    SimPostgres(SimConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
        this.ledger = node();
    }

    private TestLedger node() {
        return TestLedger.on(new Database(connection.source()), clock);
    }

    /// Does `act` and dies at a statement; whether it got that far.
    boolean dies(int statement, Runnable act) {
        connection.dieAt(statement);
        try {
            act.run();
            return false;
        } catch (SimConnection.Crash crash) {
            ledger = node();
            return true;
        } finally {
            connection.live();
        }
    }

    private static String told(Supplier<String> act) {
        try {
            return act.get();
        } catch (DatabaseFailed | CheckFailed refused) {
            return "refused";
        }
    }

    @Override
    public String book(Template movement) {
        return told(() -> ledger.journal().book(movement).getClass().getSimpleName());
    }

    @Override
    public String place(UUID request, UUID buyer, Money amount, Instant expiresAt) {
        return told(() ->
                switch (ledger.wallets().place(request, buyer, amount, expiresAt)) {
                    case Hold.Outcome.Placed placed -> "Placed " + placed.hold().state();
                    case Hold.Outcome.Insufficient(var available, var needed) ->
                            "Insufficient " + available.micro();
                    case Hold.Outcome.Capped capped -> "Capped " + capped.cap();
                    case Hold.Outcome.NoWallet() -> "NoWallet";
                });
    }

    @Override
    public String capture(ChargeUsage.Charge charge) {
        return told(() ->
                switch (ledger.chargeUsage().capture(charge)) {
                    case ChargeUsage.Outcome.Captured captured ->
                            "Captured " + captured.buyerMicro() + " " + captured.carryPico();
                    case ChargeUsage.Outcome.Replayed() -> "Replayed";
                    case ChargeUsage.Outcome.NotHeld(var state) ->
                            "NotHeld" + state.map(ended -> " " + ended).orElse("");
                });
    }

    @Override
    public String release(UUID request) {
        return told(() -> Boolean.toString(ledger.wallets().release(request)));
    }

    @Override
    public String sweep() {
        return told(() -> {
            ledger.wallets().releaseExpired(clock.instant());
            ledger.promoExpiry().run();
            return "swept";
        });
    }

    @Override
    public String refund(String ref, UUID request, Money amount) {
        return told(() ->
                ledger.journal()
                        .find(JournalEntry.Kind.CAPTURE, request.toString())
                        .map(entry -> ledger.reversals().refund(ref, entry.id(), amount, Map.of()))
                        .map(SimPostgres::told)
                        .orElse("no entry"));
    }

    @Override
    public String correct(String ref, JournalEntry.Kind kind, String cause) {
        return told(() ->
                ledger.journal()
                        .find(kind, cause)
                        .map(entry -> ledger.reversals().correct(ref, entry.id(), Map.of()))
                        .map(SimPostgres::told)
                        .orElse("no entry"));
    }

    private static String told(Reversals.Outcome outcome) {
        return switch (outcome) {
            case Reversals.Outcome.TooMuch(var left) ->
                    "TooMuch" + left.map(money -> " " + money).orElse("");
            default -> outcome.getClass().getSimpleName();
        };
    }

    @Override
    public String become(Book.Mode mode) {
        ledger.database().sql("update book set mode = ?", mode).update();
        return mode.name();
    }

    Coherence coherence() {
        return ledger.coherence();
    }

    /// What each wallet's row says.
    Map<Account, String> wallets() {
        var wallets = new HashMap<Account, String>();
        ledger.database()
                .sql(
                        "select organisation_id, currency, posted, promo, held, carry_pico,"
                                + " share_carry from wallet")
                .list(row ->
                        wallets.put(
                                        Account.of(
                                                AccountCode.BUYER_WALLET,
                                                row.id("organisation_id"),
                                                Currency.of(row.text("currency"))),
                                        line(
                                                row.number("posted"),
                                                row.number("promo"),
                                                row.number("held"),
                                                row.number("carry_pico"),
                                                row.number("share_carry")))
                                == null);
        return wallets;
    }

    /// A wallet's figures as one line.
    static String line(long posted, long promo, long held, long carry, long share) {
        return "posted %d promo %d held %d carry %d share %d"
                .formatted(posted, promo, held, carry, share);
    }

    /// What the lines of each account come to.
    Map<Account, Long> balances() {
        var balances = new HashMap<Account, Long>();
        ledger.database()
                .sql(
                        "select code, owner, currency, cast(sum(micro) as bigint) as micro"
                                + " from journal_line group by code, owner, currency"
                                + " having sum(micro) <> 0")
                .list(row ->
                        balances.put(
                                        new Account(
                                                AccountCode.of(row.count("code")),
                                                row.text("owner"),
                                                Currency.of(row.text("currency"))),
                                        row.number("micro"))
                                == null);
        return balances;
    }
}
