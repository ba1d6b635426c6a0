package io.intertie.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// kill -9 in the middle of calls: what was answered is in the ledger once, the books balance.
class KilledIT {
    private final MarketClient buyer = RunningMarket.client("INTERTIE_BUYER_MANAGEMENT_KEY");
    private final MarketClient admin = RunningMarket.client("INTERTIE_ADMIN_MANAGEMENT_KEY");

    @ParameterizedTest
    @ValueSource(strings = {"payara", "postgres"})
    void everyAnsweredCallIsBookedOnceAndTheBooksBalance(String part) throws Exception {
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        var done = new AtomicBoolean();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                callers.execute(() -> callUntil(done, answered));
            }
            try {
                waitUntil(() -> answered.size() >= 8);
                RunningMarket.signal("-9", part);
                var before = answered.size();
                // The launcher starts the part again by itself.
                waitUntil(() -> answered.size() >= before + 8);
            } finally {
                done.set(true);
            }
        }
        // Calls go on without the database, within what the node leases; its books do not.
        waitUntil(this::areTheBooksOpen);
        for (String request : answered) {
            var receipt = buyer.read("/api/requests/" + request);
            assertEquals("COMPLETED", receipt.at("/request/usage/state").asText());
        }
        admin.read("/api/trial-balance").get("sums").forEach(sum -> assertEquals(0, sum.asLong()));
        assertEquals(List.copyOf(answered).size(), answered.stream().distinct().count());
    }

    private boolean areTheBooksOpen() {
        try {
            admin.read("/api/trial-balance");
            return true;
        } catch (WalkFailed away) {
            return false;
        }
    }

    private static void callUntil(AtomicBoolean done, Queue<String> answered) {
        var caller = RunningMarket.client("INTERTIE_API_KEY");
        while (!done.get()) {
            try {
                JsonNode reply =
                        caller.post(
                                "/v1/chat/completions",
                                Map.of(
                                        "model",
                                        "sandbox/echo-1",
                                        "messages",
                                        List.of(Map.of("role", "user", "content", "again"))));
                answered.add(reply.at("/usage/cost_details/request_id").asText());
            } catch (WalkFailed away) {
                // Expected while the part is down; an answer would have to be booked.
                pause();
            }
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void waitUntil(Condition condition) {
        var deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "it takes too long");
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
