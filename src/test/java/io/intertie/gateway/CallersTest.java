package io.intertie.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.admission.Admission.Doubt;
import io.intertie.gateway.admission.KnownKeys.Reading;
import io.intertie.gateway.wire.Arrival;
import io.intertie.gateway.wire.Fault;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CallersTest {
    private final Clock clock = Clock.systemUTC();
    private final List<Collection<String>> readings = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final Callers callers = new Callers(this::read, () -> Instant.EPOCH, clock);

    private Reading read(Collection<String> asked) {
        readings.add(List.copyOf(asked));
        try {
            open.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return new Reading(List.of(), List.of());
    }

    /// Begins a reading that lasts until it may end.
    private CompletionStage<Boolean> begun() throws InterruptedException {
        var first = ask("first");
        while (readings.isEmpty()) {
            Thread.sleep(1);
        }
        return first;
    }

    private CompletionStage<Boolean> ask(String secret) {
        return callers.read(name -> Optional.of("Bearer " + secret));
    }

    @Test
    void whoeverComesAtOnceIsReadTogetherAndTheSameSecretOnce() throws Exception {
        var all = new ArrayList<CompletionStage<Boolean>>();
        all.add(begun());
        for (int n = 0; n < 600; n++) {
            all.add(ask("sk-" + n % 300));
        }
        open.countDown();
        all.forEach(one -> assertTrue(one.toCompletableFuture().join()));
        assertEquals(301, readings.stream().mapToInt(Collection::size).sum());
        assertTrue(readings.size() <= 4, readings.size() + " readings");
        readings.forEach(some -> assertTrue(some.size() <= 256));
    }

    @Test
    @Tag("lesson-24")
    void whoComesWhenTooManyWaitIsToldToComeAgainAndNeverThatTheKeyIsUnknown() throws Exception {
        var _ = begun();
        for (int n = 0; n < 1_000; n++) {
            assertFalse(ask("sk-" + n).toCompletableFuture().isDone());
        }
        var failed = assertThrows(CompletionException.class, () -> join(ask("sk-late")));
        var problem = assertInstanceOf(Problem.class, failed.getCause());
        assertEquals(503, problem.type().status());
        open.countDown();
    }

    private static boolean join(CompletionStage<Boolean> stage) {
        return stage.toCompletableFuture().join();
    }

    /// However often it is looked for and not found, only the database says that a key is unknown.
    @Test
    @Tag("lesson-24")
    void aKeyThatIsInDoubtForGoodIsUnavailable() {
        var snapshots =
                new Snapshots(
                        () -> {
                            throw new IllegalStateException();
                        },
                        callers,
                        clock);
        var arrival =
                new Arrival(
                        UUID.randomUUID(),
                        "POST",
                        "chat/completions",
                        "",
                        _ -> Optional.of("Bearer sk-1"),
                        InetAddress.getLoopbackAddress(),
                        new byte[0],
                        clock.instant());
        var last = snapshots.told(arrival, Doubt.KEY, 3).orElseThrow();
        var failed =
                assertThrows(CompletionException.class, () -> last.toCompletableFuture().join());
        var told = assertThrows(Problem.class, () -> Turns.known(failed, failed.getCause()));
        assertEquals(ProblemType.UNAVAILABLE, Fault.of(told).type());
        assertEquals(Optional.empty(), snapshots.told(arrival, Doubt.RIGHTS, 3));
        assertEquals(Optional.empty(), snapshots.told(arrival, Doubt.NONE, 1));
        open.countDown();
    }

    /// The next ones are read all the same.
    @Test
    void anErrorOfOursIsToldToWhoWaitsForIt() {
        var faulty = new ArrayList<>(List.of(new AssertionError("once")));
        var some =
                new Callers(
                        asked -> {
                            if (!faulty.isEmpty()) {
                                throw faulty.removeLast();
                            }
                            return new Reading(List.of(), List.of());
                        },
                        () -> Instant.EPOCH,
                        clock);
        var first = some.read(_ -> Optional.of("Bearer one")).toCompletableFuture();
        var failed =
                assertThrows(CompletionException.class, () -> first.orTimeout(9, SECONDS).join());
        assertInstanceOf(AssertionError.class, failed.getCause());
        var next = some.read(_ -> Optional.of("Bearer two")).toCompletableFuture();
        assertTrue(next.orTimeout(9, SECONDS).join());
    }
}
