package io.intertie.settlement;

import io.intertie.fx.Quotes;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.metering.UsageRecords;
import io.intertie.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Opens a payout back to its requests.
@ApplicationScoped
class Tracing {
    private final SettlementStore store;
    private final PaperStore papers;
    private final Journal journal;
    private final UsageRecords usage;
    private final Quotes quotes;

    @Inject
    Tracing(
            SettlementStore store,
            PaperStore papers,
            Journal journal,
            UsageRecords usage,
            Quotes quotes) {
        this.store = store;
        this.papers = papers;
        this.journal = journal;
        this.usage = usage;
        this.quotes = quotes;
    }

    Optional<Trace> trace(UUID payoutId, int limit) {
        return store.payout(payoutId).map(payout -> trace(payout, limit));
    }

    private Trace trace(Payout payout, int limit) {
        var window = store.window(payout.windowId()).orElseThrow();
        var statement = papers.statement(payout.windowId()).orElseThrow();
        var records =
                usage.served(
                        payout.providerId(),
                        window.currency(),
                        statement.opensAt(),
                        statement.closesAt(),
                        limit);
        return new Trace(
                payout,
                window,
                statement,
                entries(payout),
                papers.deal(payout.id()),
                records,
                records.stream().map(each -> each.usage().priceVersionId()).distinct().toList(),
                records.stream()
                        .flatMap(each -> each.usage().quoteId().stream())
                        .distinct()
                        .flatMap(quote -> quotes.find(quote).stream())
                        .toList(),
                waterfall(statement));
    }

    private List<JournalEntry> entries(Payout payout) {
        return Stream.of(
                        journal.find(JournalEntry.Kind.WINDOW_CLOSE, payout.windowId().toString()),
                        journal.find(JournalEntry.Kind.FX_DEAL, payout.endToEndId()),
                        journal.find(JournalEntry.Kind.PAYOUT, payout.endToEndId()),
                        journal.find(JournalEntry.Kind.PAYOUT_BOOKED, payout.endToEndId()),
                        journal.find(JournalEntry.Kind.PAYOUT_RETURNED, payout.endToEndId()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Trace.Step> waterfall(Statement statement) {
        var steps = new ArrayList<Trace.Step>();
        for (var collection : statement.collected()) {
            add(steps, Trace.Part.BUYERS_PAID, collection.paid());
            add(steps, Trace.Part.OVERRUN, collection.overrun());
            add(steps, Trace.Part.FEE, collection.fee().negated());
            add(steps, Trace.Part.FOR_PROVIDERS, collection.forProviders().negated());
        }
        add(steps, Trace.Part.EARNED, statement.gross());
        add(steps, Trace.Part.RESERVE, statement.reserve().negated());
        add(steps, Trace.Part.BROUGHT_FORWARD, statement.broughtForward());
        add(steps, Trace.Part.RETURNED, statement.returned());
        add(steps, Trace.Part.CARRIED, statement.carried().negated());
        add(steps, Trace.Part.PAYABLE, statement.payable());
        return steps;
    }

    private static void add(List<Trace.Step> steps, Trace.Part part, Money amount) {
        if (!amount.isZero()) {
            steps.add(new Trace.Step(part, amount));
        }
    }
}
