package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class WalletsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
    private static final Currency USD = Currency.of("USD");
    private static final int THREADS = 64;
    private static final Database DATABASE = TestDatabase.fresh();

    private final TestLedger ledger = TestLedger.on(DATABASE, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Wallets wallets = ledger.wallets();
    private final UUID buyer = UUID.randomUUID();

    @AfterAll
    static void theBooksAgreeWithThemselves() {
        var ledger = TestLedger.on(DATABASE, Clock.fixed(NOW, ZoneOffset.UTC));
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void aWalletIsOpenedOnce() {
        assertEquals(Optional.empty(), wallets.find(buyer, USD));
        var wallet = wallets.open(buyer, USD);
        assertEquals(new Wallet(buyer, usd("0"), usd("0"), usd("0"), usd("0"), 0), wallet);
        ledger.topUp(buyer, "5", "USD");
        assertEquals(usd("5"), wallets.open(buyer, USD).posted());
        wallets.open(buyer, Currency.of("EUR"));
        assertEquals(
                List.of("EUR", "USD"),
                wallets.of(buyer).stream().map(w -> w.posted().currency().code()).toList());
    }

    @Test
    void theSixthHoldOfFiveIsRefused() {
        ledger.topUp(buyer, "5", "USD");
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Hold.Outcome.Placed.class, place(UUID.randomUUID(), "1"));
        }
        assertEquals(
                new Hold.Outcome.Insufficient(usd("0"), usd("1")), place(UUID.randomUUID(), "1"));
        assertEquals(
                new Hold.Outcome.NoWallet(),
                wallets.place(UUID.randomUUID(), buyer, Money.of("1", Currency.of("CNY")), LATER));
        assertEquals(usd("5"), wallet().held());
    }

    @Test
    void sixtyFourThreadsGetFiveHoldsOfFive() throws Exception {
        ledger.topUp(buyer, "5.999999", "USD");
        var placed = together(() -> place(UUID.randomUUID(), "1") instanceof Hold.Outcome.Placed);
        assertEquals(5, Collections.frequency(placed, true));
        assertEquals(usd("5"), wallet().held());
        assertEquals(usd("0.999999"), wallet().available());
    }

    @Test
    void oneRequestHasOneHoldHoweverOftenItAsks() throws Exception {
        ledger.topUp(buyer, "1.5", "USD");
        var request = UUID.randomUUID();
        var outcomes = together(() -> place(request, "1"));
        var hold = wallets.hold(request).orElseThrow();
        assertEquals(Collections.nCopies(THREADS, new Hold.Outcome.Placed(hold)), outcomes);
        assertEquals(usd("1"), wallet().held());
    }

    @Test
    void oneRequestWithAnotherAmountIsABug() {
        ledger.topUp(buyer, "5", "USD");
        var request = UUID.randomUUID();
        place(request, "1");
        assertThrows(CheckFailed.class, () -> place(request, "2"));
        assertEquals(usd("1"), wallet().held());
    }

    @Test
    void aHoldIsGivenBackOnce() {
        ledger.topUp(buyer, "5", "USD");
        var request = ledger.placed(buyer, "1", "USD", LATER);
        assertTrue(wallets.release(request));
        assertFalse(wallets.release(request));
        assertFalse(wallets.release(UUID.randomUUID()));
        assertEquals(usd("5"), wallet().available());
        assertEquals(Hold.State.VOIDED, wallets.hold(request).orElseThrow().state());
    }

    @Test
    void whatIsHeldPastItsTimeIsGivenBack() {
        ledger.topUp(buyer, "5", "USD");
        var early = ledger.placed(buyer, "1", "USD", NOW.minusSeconds(1));
        var now = ledger.placed(buyer, "1", "USD", NOW);
        var later = ledger.placed(buyer, "1", "USD", NOW.plusSeconds(1));
        assertTrue(wallets.releaseExpired(NOW) >= 2);
        assertEquals(Hold.State.EXPIRED, wallets.hold(early).orElseThrow().state());
        assertEquals(Hold.State.EXPIRED, wallets.hold(now).orElseThrow().state());
        assertEquals(Hold.State.HELD, wallets.hold(later).orElseThrow().state());
        assertEquals(usd("4"), wallet().available());
    }

    @Test
    void aRequestIsCapturedOrGivenBackNeverBoth() throws Exception {
        ledger.topUp(buyer, "5", "USD");
        var random = new Random(20261123);
        for (int round = 0; round < 5; round++) {
            var before = wallet().posted();
            var request = ledger.placed(buyer, "1", "USD", NOW);
            var acts = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 4; i++) {
                acts.add(() -> capture(request) instanceof ChargeUsage.Outcome.Captured);
                acts.add(() -> wallets.release(request));
                acts.add(() -> wallets.releaseExpired(NOW) > 0);
            }
            Collections.shuffle(acts, random);
            together(acts);

            var hold = wallets.hold(request).orElseThrow();
            var captured = hold.state() == Hold.State.CAPTURED;
            assertEquals(captured ? before.minus(usd("1")) : before, wallet().posted());
            assertEquals(usd("0"), wallet().held());
        }
    }

    @Test
    void aStormOfRetriesCapturesEachRequestOnce() throws Exception {
        ledger.topUp(buyer, "100", "USD");
        var acts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 10; i++) {
            var request = ledger.placed(buyer, "1", "USD", LATER);
            acts.addAll(
                    Collections.nCopies(
                            5, () -> capture(request) instanceof ChargeUsage.Outcome.Captured));
        }
        Collections.shuffle(acts, new Random(5));
        assertEquals(10, Collections.frequency(together(acts), true));
        assertEquals(usd("90"), wallet().posted());
    }

    @Test
    void requestsThatEndAtOnceLoseNothingBelowOneMicro() throws Exception {
        ledger.topUp(buyer, "100", "USD");
        var acts = new ArrayList<Callable<ChargeUsage.Outcome>>();
        for (int i = 0; i < 24; i++) {
            var request = ledger.placed(buyer, "1", "USD", LATER);
            acts.add(() -> ledger.chargeUsage().capture(charge(request, 1_700_001)));
        }
        together(acts);
        assertEquals(usd("99.999960"), wallet().posted(), "24 × 1.700001 = 40.800024 micro");
        assertEquals(800_024, wallet().carryPico());
    }

    @Test
    void directSqlCannotHoldMoreThanIsPosted() {
        ledger.topUp(buyer, "5", "USD");
        for (var change : List.of("held = posted + 1", "held = -1", "posted = -1")) {
            var refused =
                    assertThrows(
                            DatabaseFailed.class,
                            () ->
                                    DATABASE.sql(
                                                    "update wallet set "
                                                            + change
                                                            + " where organisation_id = ?",
                                                    buyer)
                                            .update());
            assertTrue(refused.isConstraint(), change);
        }
    }

    @Test
    void movementsShowTheBalanceAfterEach() {
        ledger.topUp(buyer, "100", "USD");
        ledger.topUp(buyer, "20", "USD");
        capture(ledger.placed(buyer, "1", "USD", LATER));

        var newestFirst = wallets.movements(buyer, USD, 10);
        assertEquals(
                List.of("-1.000000 119.000000", "20.000000 120.000000", "100.000000 100.000000"),
                newestFirst.stream()
                        .map(m -> m.amount().major() + " " + m.balanceAfter().major())
                        .toList());
        assertEquals(JournalEntry.Kind.CAPTURE, newestFirst.getFirst().entry().kind());
        assertEquals(newestFirst.subList(0, 2), wallets.movements(buyer, USD, 2));
        assertEquals(List.of(), wallets.movements(UUID.randomUUID(), USD, 10));
    }

    private ChargeUsage.Outcome capture(UUID request) {
        var oneDollar = 1_000_000_000_000L;
        return ledger.chargeUsage().capture(charge(request, oneDollar));
    }

    private ChargeUsage.Charge charge(UUID request, long buyerPico) {
        return new ChargeUsage.Charge(
                request,
                buyer,
                USD,
                buyerPico,
                new UUID(0, 7),
                Currency.of("CNY"),
                6 * buyerPico,
                500,
                NOW,
                Map.of());
    }

    private <T> List<T> together(Callable<T> act) throws Exception {
        return together(IntStream.range(0, THREADS).mapToObj(i -> act).toList());
    }

    /// Runs all acts at once; any failure fails the test.
    private <T> List<T> together(List<Callable<T>> acts) throws Exception {
        var start = new CyclicBarrier(acts.size());
        var results = new ArrayList<T>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures =
                    acts.stream()
                            .map(act ->
                                    pool.submit(() -> {
                                        start.await();
                                        return act.call();
                                    }))
                            .toList();
            for (var future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    private Hold.Outcome place(UUID request, String amount) {
        return wallets.place(request, buyer, usd(amount), LATER);
    }

    private Wallet wallet() {
        return wallets.find(buyer, USD).orElseThrow();
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }
}
