package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ABE;
import static io.intertie.settlement.TestMarket.CNY;
import static io.intertie.settlement.TestMarket.USD;
import static io.intertie.settlement.TestMarket.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private final TestMarket market = new TestMarket();
    private final Revaluation revaluation =
            new Revaluation(
                    market.fxPosition, market.positions, market.ledger.journal(), market.clock);

    @AfterEach
    void thePositionsAreWhatAccount9010Holds() {
        var report = market.positions.report();
        assertTrue(report.isProven(), report.toString());
        for (var one : report.positions()) {
            assertEquals(market.ofMarket(AccountCode.FX_POSITION, one.currency()), one.position());
        }
        assertEquals(List.of(), market.ledger.coherence().faults());
    }

    @Test
    void chargesOpenAPositionInBothCurrencies() {
        served();
        assertEquals(
                List.of(
                        "CNY charges -306.415434 deals 0.000000 = -306.415434, worth -45.680579",
                        "USD charges 41.325000 deals 0.000000 = 41.325000, worth 41.325000"),
                texts());
        assertEquals(Money.of("-4.355579", USD), market.positions.report().value());
    }

    @Test
    void aDealClosesItAndRealisesWhatItLostAgainstTheAverageCost() {
        served();
        paid();
        assertEquals(
                List.of(
                        "CNY charges -306.415434 deals 275.770000 = -30.645434, worth -4.568638",
                        "USD charges 41.325000 deals -41.110000 = 4.133025, worth 4.133025"),
                texts());
        // 41.325 received for 306.415434 is 37.191975 for what was bought at 41.11.
        assertEquals(Money.of("-3.918025", USD), market.ofMarket(AccountCode.FX_REALISED, USD));
        var dollars = market.positions.report().positions().getLast();
        assertEquals(Money.of("3.918025", USD), dollars.realised());
    }

    @Test
    void aMonthsEndIsRevaluedOnceAndTakenBackTheNextDay() {
        served();
        market.clock.move(Duration.ofDays(8));
        revaluation.run();
        revaluation.run();
        var booked = entry("2026-11").orElseThrow();
        assertEquals("2026-12-01T00:00:00Z", booked.basis().get("asOf"));
        assertEquals("CNY -306.415434 at 0.1490805414", booked.basis().get("CNY"));
        assertEquals(Money.of("-4.355579", USD), unrealised());
        assertEquals(Money.of("4.355579", USD), market.ofMarket(AccountCode.FX_REVALUATION, USD));

        market.clock.move(Duration.ofDays(1));
        revaluation.run();
        revaluation.run();
        assertEquals(Money.zero(USD), unrealised());
        assertEquals(
                booked.id().toString(),
                entry("2026-11/taken-back").orElseThrow().basis().get("takesBack"));
    }

    @Test
    void whatWasBookedAfterTheMonthsEndIsNotRevalued() {
        market.clock.move(Duration.ofDays(8));
        served();
        revaluation.run();
        assertEquals(Optional.empty(), entry("2026-11"));
    }

    @Test
    void manyChargesAndDealsComeToTheBalanceToTheMicro() {
        var random = new Random(9_010);
        market.banksInChina();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 10; i++) {
                var yuan = BigDecimal.valueOf(1 + random.nextLong(40_000_000), 6);
                var dollars = BigDecimal.valueOf(1 + random.nextLong(9_000_000), 6);
                market.serve(market.provider, Money.of(yuan.toString(), CNY), dollars.toString());
            }
            var payout = market.close().payout();
            done(market.closing.approve(payout.id(), ABE));
            assertTrue(market.positions.report().isProven());
        }
    }

    @Test
    void theAverageCostFollowsAPositionThroughZero() {
        var position = new AverageCost(USD);
        assertEquals(0, position.move(-1_000, new BigDecimal("-150")).micro());
        assertEquals(0, position.move(-1_000, new BigDecimal("-170")).micro());
        // Short 2,000 at 0.16: half of it bought back at 0.15 gains 10.
        assertEquals(10, position.move(1_000, new BigDecimal("150")).micro());
        // 1,500 more at 0.2: 1,000 close at a loss of 40, 500 are long at 0.2.
        assertEquals(-40, position.move(1_500, new BigDecimal("300")).micro());
        assertEquals(25, position.move(-500, new BigDecimal("-125")).micro());
    }

    private void served() {
        market.banksInChina();
        market.serve(market.provider, Money.of("300.415434", CNY), "42");
        market.serve(market.provider, Money.of("6", CNY), "1.5");
    }

    private void paid() {
        var payout = market.close().payout();
        done(market.closing.approve(payout.id(), ABE));
    }

    private Money unrealised() {
        return market.ledger
                .journal()
                .balance(Account.ofMarket(AccountCode.FX_UNREALISED, Currency.of("USD")));
    }

    private Optional<JournalEntry> entry(String reference) {
        return market.ledger.journal().find(JournalEntry.Kind.REVALUATION, reference);
    }

    private List<String> texts() {
        return market.positions.report().positions().stream()
                .map(one ->
                        "%s charges %s deals %s = %s, worth %s"
                                .formatted(
                                        one.currency(),
                                        one.charges().major(),
                                        one.deals().major(),
                                        one.position().major(),
                                        one.value().orElseThrow().major()))
                .toList();
    }
}
