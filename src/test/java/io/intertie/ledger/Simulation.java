package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.platform.config.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// One seed: a market's commands on a virtual clock, sent by a network that delays, reorders,
/// doubles and drops, to a node that dies at any statement.
///
/// The same seed is the same run. Each step is checked by [SimInvariants]; with PostgreSQL beside
/// the memory, what each act came to and every wallet are compared too, and at the end all
/// balances, and [Coherence] counts all again.
final class Simulation {
    private static final int LAST_LINES = 12;

    private final TestClock clock = new TestClock();
    private final SimMemory memory = new SimMemory(clock);
    private final SimInvariants invariants = new SimInvariants(memory);
    private final TreeMap<Integer, List<SimMessage>> due = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private final Optional<SimPostgres> postgres;
    private final Random dice;
    private final SimMarket market;
    private final long seed;
    private int now;

    private Simulation(long seed, Optional<SimConnection> connection) {
        this.seed = seed;
        this.dice = new Random(seed);
        this.postgres = connection.map(one -> new SimPostgres(one, clock));
        this.market = new SimMarket(dice, clock, memory, seed);
    }

    /// Runs a seed for so many commands.
    ///
    /// @throws AssertionError that names the seed, the step, and what came last
    static void run(long seed, int steps, Optional<SimConnection> connection) {
        var simulation = new Simulation(seed, connection);
        try {
            simulation.run(steps);
        } catch (AssertionError | RuntimeException failed) {
            throw simulation.told(failed);
        }
    }

    private AssertionError told(Throwable failed) {
        var last = log.subList(Math.max(0, log.size() - LAST_LINES), log.size());
        return new AssertionError(
                "seed %d%s failed at step %d: %s%n%s"
                        .formatted(
                                seed,
                                postgres.isPresent() ? " on PostgreSQL" : "",
                                now,
                                failed.getMessage(),
                                String.join("\n", last)),
                failed);
    }

    private void run(int steps) {
        while (now < steps || !due.isEmpty()) {
            if (now < steps) {
                send(market.next());
            }
            clock.advance(Duration.ofSeconds(dice.nextInt(60)));
            Optional.ofNullable(due.remove(now)).stream()
                    .flatMap(List::stream)
                    .forEach(this::deliver);
            now++;
        }
        clock.advance(Duration.ofHours(1));
        answered(new SimMessage("last sweep", SimBooks::sweep));
        postgres.ifPresent(this::compareAll);
    }

    /// In their order mostly; at times late, or twice.
    private void send(List<SimMessage> messages) {
        var at = now;
        for (var message : messages) {
            at += dice.nextInt(2);
            later(at + (dice.nextInt(6) == 0 ? dice.nextInt(8) : 0), message);
            if (dice.nextInt(7) == 0) {
                later(at + dice.nextInt(8), message);
            }
        }
    }

    private void later(int step, SimMessage message) {
        due.computeIfAbsent(step, same -> new ArrayList<>()).add(message);
    }

    private void deliver(SimMessage message) {
        switch (dice.nextInt(12)) {
            case 0 -> {
                log.add(now + " dropped " + message);
                later(now + 1 + dice.nextInt(5), message);
            }
            case 1 -> crash(message);
            default -> answered(message);
        }
    }

    /// The node dies on the way, or the answer is lost; the sender asks again later.
    private void crash(SimMessage message) {
        var statement =
                switch (dice.nextInt(4)) {
                    case 0 -> SimConnection.BEFORE_COMMIT;
                    case 1 -> SimConnection.AFTER_COMMIT;
                    default -> dice.nextInt(7);
                };
        log.add(now + " crash at " + statement + " of " + message);
        var died =
                postgres.map(one -> one.dies(statement, () -> message.act().on(one))).orElse(true);
        if (message.isSweep()) {
            // Many transactions: what it did is done, and the rest is done now.
            answered(message);
            return;
        }
        if (!died || statement == SimConnection.AFTER_COMMIT) {
            message.act().on(memory);
        }
        check();
        later(now + 1 + dice.nextInt(5), message);
    }

    private void answered(SimMessage message) {
        var expected = message.act().on(memory);
        log.add(now + " " + message + " -> " + expected);
        postgres.ifPresent(one -> assertEquals(expected, message.act().on(one), "answer"));
        check();
    }

    private void check() {
        invariants.check();
        postgres.ifPresent(one -> assertEquals(wallets(), named(one.wallets())));
    }

    private Map<String, String> wallets() {
        var wallets = new TreeMap<String, String>();
        memory.purses.forEach((wallet, purse) ->
                wallets.put(
                        wallet.toString(),
                        SimPostgres.line(
                                purse.posted(),
                                purse.promo(),
                                purse.held(),
                                memory.books.carry(wallet).pico(),
                                memory.books.share(wallet).rest())));
        return wallets;
    }

    private static <T> Map<String, T> named(Map<Account, T> accounts) {
        var named = new TreeMap<String, T>();
        accounts.forEach((account, value) -> named.put(account.toString(), value));
        return named;
    }

    private void compareAll(SimPostgres one) {
        var balances = named(memory.books.balances());
        balances.values().removeIf(micro -> micro == 0);
        assertEquals(balances, named(one.balances()));
        assertEquals(List.of(), one.coherence().faults());
    }
}
