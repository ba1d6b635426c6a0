package io.intertie.ledger;

import io.intertie.ledger.months.Archived;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// All figures that are read from the books, for tests that none of them changes.
public final class TestBooks {
    private static final Instant EVER = Instant.parse("2100-01-01T00:00:00Z");

    private TestBooks() {}

    /// Balances, trial balance, FX position, and what captures came to, by what is asked.
    public static Map<String, Object> figures(Database database) {
        var figures = new TreeMap<String, Object>();
        var balances = new BalanceStore(database, new JournalStore(database));
        figures.put("trial balance", balances.trialBalance());
        var position = new FxPosition(database);
        figures.put("moved", position.moved(EVER));
        figures.put("exchanged", position.exchanged());
        var captures = new Captures(database);
        for (var account : accounts(database)) {
            figures.put(account + " balance", balances.balance(account));
            if (account.code() == AccountCode.PROVIDER_ACCRUED) {
                figures.put(account + " total", captures.total(account));
                figures.put(account + " paying", captures.paying(account));
                figures.put(account + " flows", captures.flows(account));
            }
        }
        figures.put("faults", new Coherence(database, new JournalStore(database)).faults());
        return figures;
    }

    private static List<Account> accounts(Database database) {
        return database.sql(
                        "select distinct code, owner, currency from "
                                + Archived.LINES
                                + " l order by code, owner, currency")
                .list(row ->
                        new Account(
                                AccountCode.of(row.count("code")),
                                row.text("owner"),
                                Currency.of(row.text("currency"))));
    }

    /// Gives back a little of some charges.
    public static void refund(TestLedger ledger, String ref, int charges) {
        ledger.database()
                .sql(
                        "select j.id, l.currency from journal j join journal_line l"
                                + " on l.journal_id = j.id and l.code = 2010 and l.micro < -1000"
                                + " where j.kind = 'CAPTURE' group by j.id, l.currency"
                                + " order by j.id limit ?",
                        charges)
                .list(row -> new Charge(row.id("id"), row.text("currency")))
                .forEach(one -> {
                    var amount = Money.of("0.0004", Currency.of(one.currency()));
                    var outcome =
                            ledger.reversals().refund(ref + one.id(), one.id(), amount, Map.of());
                    if (!(outcome instanceof Reversals.Outcome.Booked)) {
                        throw new IllegalStateException(outcome.toString());
                    }
                });
    }

    private record Charge(UUID id, String currency) {}
}
