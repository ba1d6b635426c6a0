package io.intertie.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.gateway.admission.Rates.Entered;
import io.intertie.gateway.admission.Rates.Exceeded;
import io.intertie.gateway.admission.Rates.Outcome;
import io.intertie.gateway.admission.Rates.Which;
import io.intertie.gateway.admission.Rates.Whose;
import io.intertie.platform.persistence.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// One node and a clock that is moved by hand; what the node asks of the database is answered at
/// once.
class RatesTest {
    private static final Database DATABASE = TestCallers.database();
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final Rates rates = new Rates(DATABASE, Runnable::run, now::get, Duration.ZERO);

    @BeforeEach
    void nobodyElse() {
        DATABASE.sql("delete from rate_share").update();
    }

    private Outcome enter(Caller caller, long tokens) {
        while (true) {
            var outcome = rates.enter(caller, tokens, now.get());
            if (!(outcome instanceof Rates.Unknown unknown)) {
                return outcome;
            }
            assertTrue(unknown.known().toCompletableFuture().isDone());
        }
    }

    private Entered entered(Caller caller, long tokens) {
        return (Entered) enter(caller, tokens);
    }

    private Exceeded exceeded(Caller caller, long tokens) {
        return (Exceeded) enter(caller, tokens);
    }

    private int admitted(Caller caller, int calls) {
        var count = 0;
        for (int i = 0; i < calls; i++) {
            if (enter(caller, 0) instanceof Entered) {
                count++;
            }
        }
        return count;
    }

    @Test
    void ofTwoHundredCallsAHundredPassAMinute() {
        var caller = TestCallers.caller(100, 0, 0);
        assertEquals(100, admitted(caller, 200));
        now.set(60 * SECOND);
        assertEquals(0, admitted(caller, 200));
        now.set(61 * SECOND);
        assertEquals(100, admitted(caller, 200));
    }

    @Test
    void whoIsRefusedLearnsWhenThereIsRoomAndThereIs() {
        var caller = TestCallers.caller(3, 0, 0);
        for (long second : new long[] {5, 20, 42}) {
            now.set(second * SECOND);
            entered(caller, 0);
        }
        now.set(50 * SECOND);
        var refused = exceeded(caller, 0);
        assertEquals(Whose.KEY, refused.whose());
        assertEquals(Which.REQUESTS, refused.which());
        assertEquals(3, refused.limit());
        assertEquals(0, refused.remaining());
        assertEquals(Optional.of(Duration.ofSeconds(16)), refused.retryAfter());
        now.set(66 * SECOND - 1);
        exceeded(caller, 0);
        now.set(66 * SECOND);
        assertEquals(0, entered(caller, 0).standing().requests().orElseThrow().remaining());
    }

    /// Streamed or not, it is the same: what a call may need counts when it begins, and what it has
    /// needed when it has ended.
    @Test
    @Tag("lesson-7")
    void tokensCountAsReservedAndThenAsUsed() {
        var caller = TestCallers.caller(0, 10_000, 0);
        var first = entered(caller, 4_000);
        assertEquals(6_000, first.standing().tokens().orElseThrow().remaining());
        var second = entered(caller, 6_000);
        var refused = exceeded(caller, 1);
        assertEquals(Which.TOKENS, refused.which());
        assertEquals(10_000, refused.limit());
        now.set(30 * SECOND);
        first.entry().leave(1_234);
        first.entry().leave(0);
        assertEquals(2_766, exceeded(caller, 2_767).remaining());
        var third = entered(caller, 2_766);
        third.entry().leave(2_766);
        second.entry().leave(0);
        assertEquals(0, entered(caller, 6_000).standing().tokens().orElseThrow().remaining());
        // What was counted in the first second leaves: 1,234 tokens.
        now.set(61 * SECOND);
        assertEquals(1_234, exceeded(caller, 1_235).remaining());
        entered(caller, 1_234);
    }

    @Test
    void aCallThatEndsAMinuteLaterGivesNothingBackTwice() {
        var caller = TestCallers.caller(0, 1_000, 0);
        var slow = entered(caller, 1_000).entry();
        now.set(61 * SECOND);
        var other = entered(caller, 1_000).entry();
        slow.leave(10);
        exceeded(caller, 1);
        other.leave(900);
        assertEquals(0, entered(caller, 100).standing().tokens().orElseThrow().remaining());
    }

    @Test
    void aCallThatIsAboveTheLimitByItselfIsNeverToBeTriedAgain() {
        var caller = TestCallers.caller(0, 1_000, 0);
        assertEquals(Optional.empty(), exceeded(caller, 1_001).retryAfter());
        assertEquals(Optional.of(Duration.ofSeconds(61)), retryOfSecond(caller));
    }

    private Optional<Duration> retryOfSecond(Caller caller) {
        entered(caller, 1_000);
        return exceeded(caller, 1_000).retryAfter();
    }

    @Test
    void soManyRunAtOnceAndNoMore() {
        var caller = TestCallers.caller(0, 0, 2);
        var first = entered(caller, 9).entry();
        entered(caller, 9);
        var refused = exceeded(caller, 9);
        assertEquals(Which.AT_ONCE, refused.which());
        assertEquals(2, refused.limit());
        assertTrue(refused.retryAfter().isPresent());
        first.leave(0);
        first.leave(0);
        entered(caller, 9);
        exceeded(caller, 9);
    }

    @Test
    void anOrganisationsLimitCountsAllItsKeysAndARefusalCountsNothing() {
        var own = TestCallers.rates(10, 0, 0);
        var together = TestCallers.rates(15, 0, 0);
        var one = TestCallers.caller(own, together);
        var other = TestCallers.caller(own, together);
        assertEquals(10, admitted(one, 20));
        assertEquals(5, admitted(other, 20));
        var refused = exceeded(other, 0);
        assertEquals(Whose.ORGANISATION, refused.whose());
        assertEquals(0, refused.standing().requests().orElseThrow().remaining());
        var unruled = TestCallers.caller(own, ApiKey.Rates.NONE);
        assertEquals(10, admitted(unruled, 20));
    }

    @Test
    void aLimitThatIsRaisedOrLoweredHoldsAtOnce() {
        var caller = TestCallers.caller(10, 0, 0);
        assertEquals(10, admitted(caller, 20));
        var raised = with(caller, TestCallers.rates(25, 0, 0));
        assertEquals(15, admitted(raised, 40));
        assertEquals(0, admitted(with(caller, TestCallers.rates(5, 0, 0)), 10));
        assertTrue(enter(with(caller, ApiKey.Rates.NONE), 0) instanceof Entered);
    }

    private static Caller with(Caller caller, ApiKey.Rates rates) {
        return new Caller(
                caller.key(), caller.spendLimits(), rates, caller.together(), caller.policy());
    }

    @Test
    void whoHasNoLimitIsNotCounted() {
        var caller = TestCallers.caller(0, 0, 0);
        assertSame(entered(caller, 5).entry(), entered(caller, 5).entry());
        assertEquals(Map.of(), entered(caller, 5).standing().openAi());
    }

    @Test
    @Tag("lesson-22")
    void whoIsIdleForAMinuteIsForgotten() {
        for (int i = 0; i < 100; i++) {
            entered(TestCallers.caller(10, 1_000, 0), 3).entry().leave(3);
        }
        var running = TestCallers.caller(0, 0, 1);
        entered(running, 0);
        now.set(60 * SECOND);
        rates.round();
        assertEquals(101, rates.size());
        now.set(70 * SECOND);
        rates.round();
        assertEquals(1, rates.size());
        assertEquals(1, DATABASE.sql("select subject from rate_share").list(row -> 1).size());
        exceeded(running, 0);
    }

    @Test
    void aLostDatabaseIsToldAndNothingIsLetThrough() {
        var lost =
                new Rates(
                        Database.at("jdbc:postgresql://localhost:1/x", "x", "x"),
                        Runnable::run,
                        now::get,
                        Duration.ZERO);
        var outcome = lost.enter(TestCallers.caller(10, 0, 0), 0, 0);
        var known = ((Rates.Unknown) outcome).known().toCompletableFuture();
        assertTrue(known.isCompletedExceptionally());
        assertFalse(lost.enter(TestCallers.caller(10, 0, 0), 0, 0) instanceof Entered);
        assertEquals(List.of(), DATABASE.sql("select subject from rate_share").list(row -> 1));
    }
}
