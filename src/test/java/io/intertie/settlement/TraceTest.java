package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ABE;
import static io.intertie.settlement.TestMarket.CNY;
import static io.intertie.settlement.TestMarket.USD;
import static io.intertie.settlement.TestMarket.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.JournalEntry;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class TraceTest {
    private final TestMarket market = new TestMarket();

    @Test
    void aPayoutOpensBackToItsRequests() {
        market.banksInChina();
        var window = market.window();
        var first = market.serve(market.provider, Money.of("300.415434", CNY), "42");
        var second = market.serve(market.provider, Money.of("6", CNY), "1.5");
        var payout = done(market.closing.close(window.id(), TestMarket.ADA)).payout();
        done(market.closing.approve(payout.id(), ABE));
        market.serve("1");

        var trace = trace(payout, 10);

        assertEquals(
                List.of(
                        JournalEntry.Kind.WINDOW_CLOSE,
                        JournalEntry.Kind.FX_DEAL,
                        JournalEntry.Kind.PAYOUT),
                trace.entries().stream().map(JournalEntry::kind).toList());
        assertEquals(
                List.of(first, second),
                trace.records().stream().map(each -> each.usage().requestId()).toList());
        assertEquals(List.of(TestMarket.PRICE_VERSION), trace.priceVersions());
        assertEquals(
                List.of(trace.deal().orElseThrow().quoteId()),
                trace.quotes().stream().map(quote -> quote.id()).toList());
        assertEquals(
                """
                BUYERS_PAID USD 43.500000
                FEE USD -2.175000
                FOR_PROVIDERS USD -41.325000
                EARNED CNY 306.415434
                RESERVE CNY -30.641543
                CARRIED CNY -0.003891
                PAYABLE CNY 275.770000\
                """,
                String.join(
                        "\n",
                        trace.waterfall().stream()
                                .map(step -> step.part() + " " + step.amount())
                                .toList()));
        assertEquals(List.of(first), requests(trace(payout, 1)));
    }

    @Test
    void aWaterfallAddsUpInEachCurrency() {
        market.serve("306.415434");
        market.close();
        market.serve("17.654321");
        var trace = trace(market.close().payout(), 1);

        assertEquals(Money.zero(USD), sum(trace, USD, Set.of()));
        assertEquals(trace.payout().amount(), sum(trace, CNY, Set.of(Trace.Part.PAYABLE)));
        assertTrue(
                trace.waterfall().stream()
                        .anyMatch(step -> step.part() == Trace.Part.BROUGHT_FORWARD));
    }

    @Test
    void aPayoutThatWaitsHasNoPaymentYet() {
        market.serve("306.415434");
        var trace = trace(market.close().payout(), 10);
        assertEquals(1, trace.entries().size());
        assertEquals(Optional.empty(), trace.deal());
        assertEquals(Optional.empty(), market.settlements.trace(UUID.randomUUID(), 10));
    }

    private Trace trace(Payout payout, int limit) {
        return market.settlements.trace(payout.id(), limit).orElseThrow();
    }

    private static List<UUID> requests(Trace trace) {
        return trace.records().stream().map(each -> each.usage().requestId()).toList();
    }

    private static Money sum(Trace trace, Currency currency, Set<Trace.Part> without) {
        return trace.waterfall().stream()
                .filter(step -> step.amount().currency().equals(currency))
                .filter(step -> !without.contains(step.part()))
                .map(Trace.Step::amount)
                .reduce(Money.zero(currency), Money::plus);
    }
}
