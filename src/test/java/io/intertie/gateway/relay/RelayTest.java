package io.intertie.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Feed;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.Nameplate;
import io.intertie.gateway.wire.Piece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final Given given = new Given();
    private final Tally tally = new Tally(System.nanoTime());
    private final List<String> sent = new ArrayList<>();
    private final AtomicBoolean present = new AtomicBoolean(true);

    @Test
    void chunksCarryTheMarketsNamesAndNoUsage() throws Exception {
        given.chunk("{'model':'theirs','choices':[{'delta':{'content':'a'}}],'usage':null}");
        given.chunk("{'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':1}}");
        given.put(new Piece.End(true));
        assertInstanceOf(Ending.Complete.class, run(Duration.ofMinutes(1)));
        assertEquals(1, sent.size());
        var chunk = Json.read(sent.getFirst().substring(6)).orElseThrow();
        assertEquals("grid/echo-1", chunk.path("model").asText());
        assertEquals("Intertie Sandbox", chunk.path("provider").asText());
        assertFalse(chunk.has("usage"));
        assertFalse(tally.bill(new Limits(9, 9, 9)).estimated());
    }

    @Test
    void silenceIsBrokenByAComment() throws Exception {
        Thread.ofVirtual()
                .start(() -> {
                    rest(700);
                    given.put(new Piece.End(true));
                });
        run(Duration.ofMillis(150));
        assertTrue(sent.size() >= 2, sent.toString());
        sent.forEach(frame -> assertEquals(": ping\n\n", frame));
    }

    @Test
    void aClientThatLeavesInSilenceStopsTheProvider() throws Exception {
        Thread.ofVirtual()
                .start(() -> {
                    rest(200);
                    present.set(false);
                });
        var started = System.nanoTime();
        assertInstanceOf(Ending.ClientLeft.class, run(Duration.ofMinutes(1)));
        assertTrue(System.nanoTime() - started < 1_000_000_000L);
        assertTrue(given.cancelled);
    }

    @Test
    void aStreamThatJustEndsIsWholeOnlyIfItHadSaidSo() throws Exception {
        given.chunk("{'choices':[{'delta':{'content':'a'}}]}");
        given.put(new Piece.End(false));
        assertInstanceOf(Ending.Stopped.class, run(Duration.ofMinutes(1)));
        given.chunk("{'choices':[{'delta':{},'finish_reason':'stop'}]}");
        given.put(new Piece.End(false));
        assertInstanceOf(Ending.Complete.class, run(Duration.ofMinutes(1)));
    }

    @Test
    void whatNeverEndsIsEnded() throws Exception {
        var relay =
                new Relay(
                        given,
                        present::get,
                        tally,
                        new Relay.Silence(Duration.ofMinutes(1), System.nanoTime() + 200_000_000));
        var ending = relay.run(frame -> {}, () -> new Nameplate("m", "p"));
        var failure = assertInstanceOf(Ending.Stopped.class, ending).failure();
        assertEquals(Failure.Kind.TIMED_OUT, failure.kind());
        assertTrue(given.cancelled);
    }

    @Test
    void aWriteThatFailsMeansThatTheClientLeft() throws Exception {
        given.chunk("{'choices':[{'delta':{'content':'a'}}]}");
        var relay =
                new Relay(
                        given,
                        present::get,
                        tally,
                        new Relay.Silence(
                                Duration.ofMinutes(1), System.nanoTime() + 60_000_000_000L));
        var ending =
                relay.run(
                        frame -> {
                            throw new IOException("gone");
                        },
                        () -> new Nameplate("m", "p"));
        assertInstanceOf(Ending.ClientLeft.class, ending);
        assertFalse(tally.anyOutput());
    }

    private Ending run(Duration pingAfter) throws InterruptedException {
        var relay =
                new Relay(
                        given,
                        present::get,
                        tally,
                        new Relay.Silence(pingAfter, System.nanoTime() + 60_000_000_000L));
        return relay.run(
                frame -> sent.add(new String(frame, StandardCharsets.UTF_8)),
                () -> new Nameplate("grid/echo-1", "Intertie Sandbox"));
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// A feed that a test fills.
    private static final class Given implements Feed {
        private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
        private volatile boolean cancelled;

        void put(Piece piece) {
            pieces.add(piece);
        }

        void chunk(String json) {
            put(new Piece.Chunk(Json.read(json.replace('\'', '"')).orElseThrow()));
        }

        @Override
        public Optional<Piece> next(Duration wait) throws InterruptedException {
            return Optional.ofNullable(pieces.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
