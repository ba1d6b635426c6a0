package io.intertie.settlement;

import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.identity.Actor;
import io.intertie.ledger.Journal;
import io.intertie.ledger.movement.CloseWindow;
import io.intertie.ledger.movement.FxDeal;
import io.intertie.ledger.movement.PayOut;
import io.intertie.ledger.movement.Template;
import io.intertie.money.Check;
import io.intertie.money.Money;
import io.intertie.money.Rounding;
import io.intertie.platform.config.Settings;
import io.intertie.platform.http.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What each step writes into the ledger, and the paper that goes with it.
///
/// Runs in the transaction of the step.
@ApplicationScoped
class Booking {
    /// What is held back of each window's gross.
    static final int RESERVE_BPS = 1_000;

    private final Journal journal;
    private final Quotes quotes;
    private final BankAccounts accounts;
    private final PaperStore papers;
    private final Realising realising;
    private final Settings settings;

    @Inject
    Booking(
            Journal journal,
            Quotes quotes,
            BankAccounts accounts,
            PaperStore papers,
            Realising realising,
            Settings settings) {
        this.journal = journal;
        this.quotes = quotes;
        this.accounts = accounts;
        this.papers = papers;
        this.realising = realising;
        this.settings = settings;
    }

    /// Whether a payout can be sent: with what, or why not.
    sealed interface Plan {
        record Ready(BankAccounts.Version account, Optional<Trace.Deal> deal) implements Plan {}

        record Obstacle(Wording why) implements Plan {
            Obstacle(String code, String english, Object... arguments) {
                this(Wording.of(code, english, arguments));
            }
        }
    }

    /// Template E11 for a window, without its basis.
    static CloseWindow closing(SettlementWindow window, Money gross) {
        return closing(window, gross, Map.of());
    }

    private static CloseWindow closing(
            SettlementWindow window, Money gross, Map<String, String> basis) {
        return new CloseWindow(
                window.id().toString(), window.providerId(), gross, RESERVE_BPS, basis);
    }

    void closed(SettlementWindow window, Statement statement) {
        papers.write(statement);
        if (statement.gross().isZero()) {
            // Only what an earlier payout left or the bank returned is paid: it is due already.
            return;
        }
        book(
                closing(
                        window,
                        statement.gross(),
                        Map.of(
                                "sequence", Integer.toString(window.sequence()),
                                "opensAt", statement.opensAt().toString(),
                                "closesAt", statement.closesAt().toString(),
                                "requests", Long.toString(statement.requests()),
                                "statement", statement.hash())));
    }

    Statement statement(UUID windowId) {
        return papers.statement(windowId).orElseThrow();
    }

    Plan plan(Payout payout, Actor approver, Instant at) {
        var account = accounts.inForce(payout.providerId());
        if (account.isEmpty()) {
            return new Plan.Obstacle(
                    "payout.account", "The provider has not said where to be paid.");
        }
        if (account.get().changedBy().equals(approver.name())) {
            return new Plan.Obstacle(
                    "payout.changed",
                    "Who changed the bank account does not approve a payout to it.");
        }
        // What an earlier payout bought and the bank gave back is there still.
        var amount = payout.amount().minus(statement(payout.windowId()).returned());
        if (amount.currency().equals(Operator.HOME) || !amount.isPositive()) {
            return new Plan.Ready(account.get(), Optional.empty());
        }
        return quotes.current(new CurrencyPair(amount.currency(), Operator.HOME))
                .filter(quote -> quote.isValidAt(at))
                .map(quote -> deal(amount, quote, at))
                .<Plan>map(deal ->
                        deal.sold().isPositive()
                                ? new Plan.Ready(account.get(), Optional.of(deal))
                                : new Plan.Obstacle(
                                        "payout.cent",
                                        "%s cannot be bought: it is below a cent.",
                                        amount))
                .orElseGet(() ->
                        new Plan.Obstacle(
                                "payout.rate",
                                "There is no rate now to buy %s with %s.",
                                amount.currency(),
                                Operator.HOME));
    }

    private static Trace.Deal deal(Money amount, Quote quote, Instant at) {
        var sold = Rounding.exchanged(amount, quote.mid(), Operator.HOME);
        return new Trace.Deal(quote.id(), quote.mid(), amount, sold, at);
    }

    void sent(Payout payout, Plan.Ready plan, Instant at) {
        plan.deal().ifPresent(deal -> dealt(payout, deal));
        var file = PaymentFile.of(payout, Operator.account(settings), plan.account().account(), at);
        papers.write(payout.id(), file, plan.account().number());
        book(
                new PayOut(
                        payout.endToEndId(),
                        payout.providerId(),
                        payout.amount(),
                        Map.of(
                                "reference", payout.reference(),
                                "window", payout.windowId().toString(),
                                "file", StatementText.sha256(file.xml()))));
    }

    private void dealt(Payout payout, Trace.Deal deal) {
        var gain = realising.gain(deal);
        papers.write(payout.id(), deal);
        book(
                new FxDeal(
                        payout.endToEndId(),
                        deal.bought(),
                        deal.sold(),
                        Map.of(
                                "reference", payout.reference(),
                                "quote", deal.quoteId().toString(),
                                "rate", deal.rate().toString())));
        realising.book(payout.endToEndId(), deal, gain);
    }

    private void book(Template movement) {
        var outcome = journal.book(movement);
        Check.that(outcome instanceof Journal.Outcome.Booked, "%s: %s", movement, outcome);
    }
}
