package io.intertie.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void aLimitIsToldWithWhoseItIsAndWhatToDo() {
        var refusals = new Refusals(URI.create("http://market"));
        var standing = Standing.FREE;
        var wait = Optional.of(Duration.ofMillis(1_500));
        var requests =
                new Rates.Exceeded(Rates.Whose.KEY, Rates.Which.REQUESTS, 1_000, 0, wait, standing);
        var fault = refusals.exceeded(requests);
        assertEquals(429, fault.type().status());
        assertEquals("rate_limit_exceeded", fault.code());
        assertEquals(wait, fault.retryAfter());
        assertTrue(fault.message().contains("1,000 requests a minute"), fault.message());
        assertTrue(fault.message().contains("/app/keys"), fault.message());
        var tokens =
                new Rates.Exceeded(
                        Rates.Whose.ORGANISATION, Rates.Which.TOKENS, 9, 4, wait, standing);
        assertTrue(refusals.exceeded(tokens).message().contains("4 are left"));
        assertTrue(refusals.exceeded(tokens).message().contains("/app/limits"));
        var never =
                new Rates.Exceeded(
                        Rates.Whose.KEY, Rates.Which.TOKENS, 9, 4, Optional.empty(), standing);
        assertEquals("request_above_token_rate", refusals.exceeded(never).code());
        assertEquals(400, refusals.exceeded(never).type().status());
        assertEquals(Optional.empty(), refusals.exceeded(never).retryAfter());
        var many = new Rates.Exceeded(Rates.Whose.KEY, Rates.Which.AT_ONCE, 2, 0, wait, standing);
        assertEquals("too_many_concurrent_requests", refusals.exceeded(many).code());
    }

    @Test
    @Tag("lesson-25")
    void aNodeLetsSoManyInAndRefusesTheOthersEarly() {
        var gate = new Gate(2);
        assertEquals(Optional.empty(), gate.enter());
        assertEquals(Optional.empty(), gate.enter());
        var fault = gate.enter().orElseThrow();
        assertEquals(503, fault.type().status());
        assertEquals("overloaded", fault.code());
        assertEquals(Optional.of(Duration.ofSeconds(1)), fault.retryAfter());
        assertEquals(2, gate.inside());
        gate.leave();
        assertEquals(Optional.empty(), gate.enter());
    }
}
