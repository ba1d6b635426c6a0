package io.intertie.proof;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What the seal costs, printed: the writing of requests with and without it, sealing, verifying,
/// explaining. A main class, since times on a busy machine are no test.
///
/// Databases take turns in short rounds, so that what else the machine does meets both alike.
final class SealCost {
    private static final int ROUNDS = 20;
    private static final int REQUESTS = 100;
    private static final List<String> SEALED = List.of("journal", "usage_record", "carry_step");

    private SealCost() {}

    public static void main(String[] arguments) {
        var with = TestDatabase.fresh();
        var without = TestDatabase.fresh();
        for (var table : SEALED) {
            without.sql("alter table " + table + " drop column written_in").update();
        }
        var sealedTrade = new Trade(with, 1, 5);
        var plainTrade = new Trade(without, 1, 5);
        var requests = new ArrayList<UUID>();
        var sealed = new ArrayList<Long>();
        var plain = new ArrayList<Long>();
        for (int round = 0; round < ROUNDS; round++) {
            plain.add(timed(() -> trade(without, plainTrade)));
            sealed.add(timed(() -> requests.addAll(trade(with, sealedTrade))));
        }
        print("a request without the column", median(plain) / REQUESTS);
        print("a request with it", median(sealed) / REQUESTS);
        print("sealing " + ROUNDS * REQUESTS + " requests", timed(() -> SealingTest.sealAll(with)));
        var explaining = Explaining.on(with);
        var market = new Viewer(new UUID(0, 0), true);
        requests.forEach(id -> explaining.explain(id, market));
        print(
                "explaining one",
                timed(() -> requests.forEach(id -> explaining.explain(id, market)))
                        / requests.size());
        print("verifying them all", timed(() -> Verifying.on(with).verify(line -> {})));
        System.exit(0);
    }

    private static List<UUID> trade(Database database, Trade trade) {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < REQUESTS; i++) {
            ids.add(database.transaction(() -> trade.request()));
        }
        return ids;
    }

    private static long timed(Runnable work) {
        var began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1_000;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static void print(String what, long micros) {
        System.out.printf("%-36s %,10d us%n", what, micros);
    }
}
