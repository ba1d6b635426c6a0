package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds that count on counters, each with the most that it may come to.
class CapsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
    private static final Currency USD = Currency.of("USD");
    private static final int THREADS = 64;
    private static final DataSource SOURCE = TestDatabase.keptSource();

    private final TestLedger ledger = node(SOURCE);
    private final Wallets wallets = ledger.wallets();
    private final UUID buyer = UUID.randomUUID();

    private static TestLedger node(DataSource source) {
        return TestLedger.on(new Database(source), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), node(SOURCE).coherence().faults());
    }

    @Test
    void theSixthHoldUnderACapForFiveIsRefusedAndSetsNothingAside() {
        ledger.topUp(buyer, "100", "USD");
        var cap = cap("key", "5");
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Hold.Outcome.Placed.class, place(wallets, cap));
        }
        assertEquals(
                new Hold.Outcome.Capped(cap, usd("0"), usd("5"), usd("1")), place(wallets, cap));
        assertEquals(usd("5"), wallet().held());
        assertInstanceOf(Hold.Outcome.Capped.class, place(wallets, cap("other", "0.999999")));
        assertInstanceOf(Hold.Outcome.Placed.class, place(wallets, cap("other", "1")));
    }

    @Test
    void theRealChargeCountsAndWhatWasNotChargedIsFree() {
        ledger.topUp(buyer, "100", "USD");
        var cap = cap("key", "2");
        var first = placed(cap);
        placed(cap);
        assertInstanceOf(Hold.Outcome.Capped.class, place(wallets, cap));
        capture(first, 400_000_000_001L);
        // 0.400000000001 spent, 1 held: a third would come to 2.400000000001.
        assertInstanceOf(Hold.Outcome.Capped.class, place(wallets, cap));
        assertEquals(new Wallets.Counted(400_001, 1_000_000), counted(cap));
        assertInstanceOf(Hold.Outcome.Placed.class, place(wallets, cap("key", "2.400001")));
        assertInstanceOf(Hold.Outcome.Capped.class, place(wallets, cap("key", "3.4")));
    }

    @Test
    @Tag("lesson-6")
    void whatIsGivenBackOrExpiresIsFreeAgain() {
        ledger.topUp(buyer, "100", "USD");
        var cap = cap("key", "1");
        assertTrue(wallets.release(placed(cap)));
        var late = UUID.randomUUID();
        wallets.place(late, buyer, usd("1"), NOW, List.of(cap));
        assertInstanceOf(Hold.Outcome.Capped.class, place(wallets, cap));
        wallets.releaseExpired(NOW);
        assertEquals(Wallets.Counted.NOTHING, counted(cap));
        assertInstanceOf(Hold.Outcome.Placed.class, place(wallets, cap));
    }

    @Test
    void theSameRequestAgainCountsOnceEvenUnderAFullCap() {
        ledger.topUp(buyer, "100", "USD");
        var cap = cap("key", "1");
        var request = placed(cap);
        var again = wallets.place(request, buyer, usd("1"), LATER, List.of(cap));
        assertEquals(new Hold.Outcome.Placed(wallets.hold(request).orElseThrow()), again);
        assertEquals(new Wallets.Counted(0, 1_000_000), counted(cap));
        capture(request, 1_000_000_000_000L);
        capture(request, 1_000_000_000_000L);
        assertEquals(new Wallets.Counted(1_000_000, 0), counted(cap));
    }

    @Test
    void aRefusalByOneCapCountsOnNoOther() {
        ledger.topUp(buyer, "100", "USD");
        var wide = cap("organisation", "50");
        var narrow = cap("task", "1");
        placed(wide, narrow);
        var refused = assertInstanceOf(Hold.Outcome.Capped.class, place(wallets, wide, narrow));
        assertEquals(narrow, refused.cap());
        assertEquals(new Wallets.Counted(0, 1_000_000), counted(wide));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "task", "key organisation task"})
    @Tag("lesson-5")
    void sixtyFourThreadsOnThreeNodesGetFiveOfFive(String names) throws Exception {
        ledger.topUp(buyer, "100", "USD");
        var caps = new ArrayList<Wallets.Cap>();
        for (var name : names.split(" ", -1)) {
            caps.add(cap(name, caps.isEmpty() ? "5.999999" : "50"));
        }
        Collections.shuffle(caps);
        var nodes = List.of(node(SOURCE), node(SOURCE), node(SOURCE));
        var acts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < THREADS; i++) {
            var node = nodes.get(i % nodes.size()).wallets();
            var given = caps.toArray(new Wallets.Cap[0]);
            acts.add(() -> place(node, given) instanceof Hold.Outcome.Placed);
        }
        assertEquals(5, Collections.frequency(together(acts), true));
        caps.forEach(cap -> assertEquals(new Wallets.Counted(0, 5_000_000), counted(cap)));
        assertEquals(usd("5"), wallet().held());
    }

    /// Any interleaving of reserve, record, release and expire ends as a recount says.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("lesson-6")
    void whateverHappensCountersAreWhatARecountSays(long seed) throws Exception {
        ledger.topUp(buyer, "1000", "USD");
        var random = new Random(seed);
        var caps = List.of(cap("key", "9"), cap("task", "4"), cap("organisation", "14"));
        var acts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 60; i++) {
            var request = UUID.randomUUID();
            var some = new ArrayList<>(caps);
            Collections.shuffle(some, random);
            var given = some.subList(0, random.nextInt(caps.size() + 1)).stream().toList();
            var pico = random.nextLong(1_000_000_000_000L);
            var expiresAt = random.nextBoolean() ? NOW : LATER;
            acts.add(() -> {
                wallets.place(request, buyer, usd("1"), expiresAt, given);
                return true;
            });
            acts.add(() -> capture(request, pico) instanceof ChargeUsage.Outcome.Captured);
            acts.add(() -> wallets.release(request));
            if (i % 6 == 0) {
                acts.add(() -> wallets.releaseExpired(NOW) > 0);
            }
        }
        Collections.shuffle(acts, random);
        together(acts);
        assertEquals(List.of(), ledger.coherence().faults(), "seed " + seed);
        for (var cap : caps) {
            var counted = counted(cap);
            assertTrue(counted.spent() + counted.held() <= cap.most().micro(), "seed " + seed);
        }
    }

    @Test
    void aHoldUnderNoCapCostsNoFurtherStatementAndOneUnderThreeCostsOne() {
        ledger.topUp(buyer, "100", "USD");
        var statements = new AtomicInteger();
        var counting = node(counting(statements)).wallets();
        var counts = new HashMap<Integer, Integer>();
        var caps = List.of(cap("key", "50"), cap("task", "50"), cap("organisation", "50"));
        for (int number : List.of(0, 1, 3)) {
            statements.set(0);
            place(counting, caps.subList(0, number).toArray(new Wallets.Cap[0]));
            counts.put(number, statements.get());
        }
        assertEquals(Map.of(0, 1, 1, 2, 3, 2), counts);
    }

    @Test
    void whatACaptureCountsCostsOneStatementOnlyWhereThereAreCaps() {
        ledger.topUp(buyer, "100", "USD");
        var statements = new AtomicInteger();
        var counting = node(counting(statements)).chargeUsage();
        var free = placed();
        var capped = placed(cap("key", "50"), cap("task", "50"));
        counting.capture(charge(free, 1_000_000));
        var without = statements.getAndSet(0);
        counting.capture(charge(capped, 1_000_000));
        assertEquals(without + 1, statements.get());
    }

    /// A source whose connections count the statements that they prepare.
    private static DataSource counting(AtomicInteger statements) {
        return proxy(
                DataSource.class,
                SOURCE,
                made ->
                        made instanceof Connection connection
                                ? proxy(
                                        Connection.class,
                                        connection,
                                        prepared -> {
                                            if (prepared instanceof java.sql.PreparedStatement) {
                                                statements.incrementAndGet();
                                            }
                                            return prepared;
                                        })
                                : made);
    }

    private static <T> T proxy(
            Class<T> type, T behind, java.util.function.UnaryOperator<Object> seen) {
        return type.cast(
                Proxy.newProxyInstance(
                        CapsTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            try {
                                return seen.apply(method.invoke(behind, arguments));
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        }));
    }

    private Wallets.Cap cap(String name, String most) {
        return new Wallets.Cap(name + "/" + buyer, usd(most));
    }

    private Hold.Outcome place(Wallets node, Wallets.Cap... caps) {
        return node.place(UUID.randomUUID(), buyer, usd("1"), LATER, List.of(caps));
    }

    private UUID placed(Wallets.Cap... caps) {
        return assertInstanceOf(Hold.Outcome.Placed.class, place(wallets, caps)).hold().requestId();
    }

    private ChargeUsage.Outcome capture(UUID request, long pico) {
        return ledger.chargeUsage().capture(charge(request, pico));
    }

    private ChargeUsage.Charge charge(UUID request, long pico) {
        return new ChargeUsage.Charge(
                request, buyer, USD, pico, new UUID(0, 7), USD, pico, 0, NOW, Map.of());
    }

    private Wallets.Counted counted(Wallets.Cap cap) {
        return wallets.counted(List.of(cap.counter()))
                .getOrDefault(cap.counter(), Wallets.Counted.NOTHING);
    }

    private Wallet wallet() {
        return wallets.find(buyer, USD).orElseThrow();
    }

    private static Money usd(String amount) {
        return Money.of(amount, USD);
    }

    private static <T> List<T> together(List<Callable<T>> acts) throws Exception {
        var start = new CyclicBarrier(Math.min(THREADS, acts.size()));
        try (var threads = Executors.newFixedThreadPool(start.getParties())) {
            var begun = new AtomicInteger();
            var running =
                    acts.stream()
                            .map(act ->
                                    threads.submit(() -> {
                                        if (begun.getAndIncrement() < start.getParties()) {
                                            start.await();
                                        }
                                        return act.call();
                                    }))
                            .toList();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
