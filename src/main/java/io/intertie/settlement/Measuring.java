package io.intertie.settlement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.Captures;
import io.intertie.ledger.Journal;
import io.intertie.metering.Earnings;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/// What a window comes to at one instant: everything accrued and not yet closed.
///
/// Counted from the beginning of the market less what earlier statements settled, in one snapshot
/// of the database: so a request that is captured late, or while this runs, is settled once, in the
/// next window, whatever its own time says.
@ApplicationScoped
class Measuring {
    private final Database database;
    private final SettlementStore windows;
    private final PaperStore papers;
    private final Journal journal;
    private final Captures captures;
    private final Earnings earnings;

    @Inject
    Measuring(
            Database database,
            SettlementStore windows,
            PaperStore papers,
            Journal journal,
            Captures captures,
            Earnings earnings) {
        this.database = database;
        this.windows = windows;
        this.papers = papers;
        this.journal = journal;
        this.captures = captures;
        this.earnings = earnings;
    }

    /// The statement that the open window would close to `at`; nothing is written.
    Statement measure(SettlementWindow window, Instant at) {
        return database.snapshot(() -> statement(window, at, facts(window)));
    }

    private Facts facts(SettlementWindow window) {
        var provider = window.providerId();
        var currency = window.currency();
        var accrued = Account.of(AccountCode.PROVIDER_ACCRUED, provider, currency);
        var due = Account.of(AccountCode.PROVIDER_DUE, provider, currency);
        return new Facts(
                new Facts.Captured(
                        captures.total(accrued), captures.paying(accrued), captures.flows(accrued)),
                earnings.ever(provider, currency),
                papers.settled(provider, currency),
                new Facts.Balances(
                        journal.balance(accrued),
                        journal.balance(due),
                        windows.unsent(provider, currency),
                        windows.returned(provider, currency)
                                .minus(papers.returned(provider, currency))));
    }

    private static Statement statement(SettlementWindow window, Instant at, Facts facts) {
        var gross = facts.balances().accrued();
        var reserve = gross.isPositive() ? Booking.closing(window, gross).reserve() : gross;
        var due = gross.minus(reserve);
        var total = due.plus(facts.settled().carried()).plus(facts.balances().returned());
        var payable = total.wholeMinor();
        var lines = facts.lines();
        var statement =
                new Statement(
                        window.id(),
                        window.providerId(),
                        window.opensAt(),
                        at,
                        gross,
                        reserve,
                        due,
                        facts.settled().carried(),
                        facts.balances().returned(),
                        payable,
                        total.minus(payable),
                        lines.stream().mapToLong(Statement.Line::requests).sum(),
                        lines,
                        facts.collected(),
                        Controls.of(facts),
                        "");
        return StatementText.hashed(statement);
    }
}
