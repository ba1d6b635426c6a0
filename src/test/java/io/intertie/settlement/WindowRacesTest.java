package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ADA;
import static io.intertie.settlement.TestMarket.CNY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.ledger.AccountCode;
import io.intertie.money.Money;
import io.intertie.platform.persistence.DatabaseFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// I12 when much happens at once, or stops half way.
@Tag("money")
class WindowRacesTest {
    private final TestMarket market = new TestMarket();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), market.ledger.coherence().faults());
    }

    @Test
    void ofManyWhoCloseAtOnceOneSucceeds() throws Exception {
        market.serve("100");
        var window = market.window().id();
        Callable<WindowClosing.Outcome> close = () -> market.closing.close(window, ADA);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes =
                    pool.invokeAll(Stream.generate(() -> close).limit(16).toList()).stream()
                            .map(future -> future.resultNow())
                            .toList();
            assertEquals(
                    1,
                    outcomes.stream()
                            .filter(each -> each instanceof WindowClosing.Outcome.Done)
                            .count());
        }
        assertEquals(1, market.rows("payout"));
        assertEquals(1, market.rows("settlement_window where state = 'OPEN'"));
        assertEquals(1, market.rows("journal where kind = 'WINDOW_CLOSE'"));
    }

    @Test
    void ofManyWhoOpenAtOnceAllGetTheSameWindow() throws Exception {
        Callable<UUID> open = () -> market.window().id();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids =
                    pool.invokeAll(Stream.generate(() -> open).limit(16).toList()).stream()
                            .map(future -> future.resultNow())
                            .distinct()
                            .toList();
            assertEquals(1, ids.size());
        }
    }

    @Test
    void whatIsCapturedWhileAWindowClosesIsSettledOnce() throws Exception {
        var running = new AtomicBoolean(true);
        var statements = new ArrayList<Statement>();
        market.serve("1");
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> serving =
                    () -> {
                        int served = 0;
                        while (running.get()) {
                            market.serve(market.provider, CNY, 3_333_333_333L, 20_123_456_789L);
                            served++;
                        }
                        return served;
                    };
            var servers = Stream.generate(() -> serving).limit(3).map(pool::submit).toList();
            try {
                for (int i = 0; i < 8; i++) {
                    Thread.sleep(40);
                    statements.add(market.close().statement());
                }
            } finally {
                running.set(false);
            }
            long served = 1;
            for (var server : servers) {
                served += server.get();
            }
            market.serve("1");
            statements.add(market.close().statement());

            assertEquals(served + 1, statements.stream().mapToLong(Statement::requests).sum());
        }
        assertEquals(
                List.of(), statements.stream().flatMap(each -> failed(each).stream()).toList());
        assertEquals(cny("0"), market.balance(AccountCode.PROVIDER_ACCRUED, market.provider, CNY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statement",
                "settled_usage",
                "settled_collection",
                "journal",
                "journal_line",
                "settlement_window",
                "payout",
                "audit_entry"
            })
    void aCrashBetweenStepsLeavesNothingBehind(String table) {
        market.serve("306.415434");
        var window = market.window();
        var journals = market.rows("journal");
        market.crashAt(table);

        assertThrows(DatabaseFailed.class, () -> market.closing.close(window.id(), ADA));

        assertEquals(window, market.window());
        for (var each :
                List.of(
                        "statement",
                        "settled_usage",
                        "settled_collection",
                        "payout",
                        "audit_entry")) {
            assertEquals(0, market.rows(each), each);
        }
        assertEquals(journals, market.rows("journal"));
        market.recover(table);
        assertEquals(cny("275.77"), market.close().payout().amount());
    }

    private static List<Statement.Control> failed(Statement statement) {
        return statement.controls().stream().filter(control -> !control.passed()).toList();
    }

    private static Money cny(String major) {
        return Money.of(major, CNY);
    }
}
