package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.wire.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FacadeClientTest {
    private static final byte[] FRAME = new byte[8 * 1024];
    private static final byte[] NONE = {};

    private final Loops loops = new Loops(false, 1);
    private final AtomicBoolean isThere = new AtomicBoolean(true);
    private final FacadeClient client = new FacadeClient(loops.next(), isThere::get);
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    @AfterEach
    void close() {
        loops.close();
    }

    private void onLoop(Runnable task) {
        client.loop().submit(task).syncUninterruptibly();
    }

    /// A conversation that counts, and sends on as far as `wanted` while it may.
    private Conversation talk(long wanted) {
        var talk =
                new Conversation() {
                    @Override
                    public void left() {
                        left.incrementAndGet();
                    }

                    @Override
                    public void writable() {
                        while (client.isWritable() && sent.get() < wanted) {
                            client.send(FRAME);
                            sent.addAndGet(FRAME.length);
                        }
                        if (sent.get() >= wanted) {
                            client.end();
                        }
                    }
                };
        client.talksTo(talk);
        return talk;
    }

    @Test
    void anAnswerIsHandedOverOnceAndNothingFollowsIt() throws InterruptedException {
        onLoop(() -> {
            client.whole(201, Map.of("x-kind", "a"), "body".getBytes(StandardCharsets.UTF_8));
            client.begin(Map.of());
            client.send(FRAME);
            client.end();
            client.cut();
        });
        var whole = assertInstanceOf(FacadeClient.Step.Whole.class, client.next());
        assertEquals(201, whole.status());
        assertEquals(Map.of("x-kind", "a"), whole.headers());
        assertEquals("body", new String(whole.body(), StandardCharsets.UTF_8));
        isThere.set(false);
        // It had its answer: that it goes then is no news, and the writer has nothing to do.
        onLoop(() -> talk(0));
        client.gone();
        onLoop(() -> {});
        assertEquals(0, left.get());
    }

    @Test
    void aStreamIsWrittenInItsOrderToItsEnd() throws Exception {
        onLoop(() -> {
            client.begin(Map.of());
            for (var word : new String[] {"a", "b", "", "c"}) {
                client.send(word.getBytes(StandardCharsets.UTF_8));
            }
            client.end();
            client.send("late".getBytes(StandardCharsets.UTF_8));
        });
        var out = new ByteArrayOutputStream();
        assertInstanceOf(FacadeClient.Step.Begin.class, client.next());
        client.write(out);
        assertEquals("abc", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whoDoesNotReadMakesItsProviderWaitAndThenGetsAll() throws Exception {
        var wanted = 4L * 1024 * 1024;
        var talk = talk(wanted);
        onLoop(() -> {
            client.begin(Map.of());
            talk.writable();
        });
        assertEquals(64 * 1024, sent.get());
        Thread.sleep(Duration.ofMillis(50));
        assertEquals(64 * 1024, sent.get(), "it sent on without being asked");

        assertInstanceOf(FacadeClient.Step.Begin.class, client.next());
        var got = new AtomicLong();
        var most = new AtomicLong();
        client.write(
                new OutputStream() {
                    @Override
                    public void write(int octet) {
                        throw new AssertionError("one by one");
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        most.accumulateAndGet(sent.get() - got.get(), Math::max);
                        got.addAndGet(length);
                    }
                });
        assertEquals(wanted, got.get());
        assertTrue(most.get() <= 72 * 1024, most + " bytes waited");
    }

    @Test
    void whoSendsOnAllTheSameIsStopped() {
        talk(0);
        onLoop(() -> {
            client.begin(Map.of());
            for (int at = 0; at < 4096; at++) {
                client.send(FRAME);
            }
        });
        assertEquals(1, left.get());
    }

    @Test
    void aSilentClientThatLeavesIsMissedWithinAQuarterOfASecond() throws InterruptedException {
        talk(0);
        isThere.set(false);
        var begun = System.nanoTime();
        assertInstanceOf(FacadeClient.Step.Cut.class, client.next());
        assertTrue(System.nanoTime() - begun < Duration.ofMillis(250).toNanos());
        onLoop(() -> {});
        assertEquals(1, left.get());
        onLoop(() -> client.whole(200, Map.of(), NONE));
        client.gone();
        onLoop(() -> {});
        assertEquals(1, left.get(), "it is told once");
    }

    @Test
    void aClientThatBreaksOffWhileItIsWrittenToHasLeft() throws InterruptedException {
        talk(0);
        onLoop(() -> {
            client.begin(Map.of());
            client.send(FRAME);
        });
        assertInstanceOf(FacadeClient.Step.Begin.class, client.next());
        var broken =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("broken pipe");
                    }
                };
        assertThrows(IOException.class, () -> client.write(broken));
        onLoop(() -> {});
        assertEquals(1, left.get());
    }

    @Test
    void aStreamThatIsCutDoesNotEndWell() throws InterruptedException {
        talk(0);
        onLoop(() -> {
            client.begin(Map.of());
            client.send(FRAME);
            client.cut();
        });
        assertInstanceOf(FacadeClient.Step.Begin.class, client.next());
        var out = new ByteArrayOutputStream();
        assertThrows(IOException.class, () -> client.write(out));
        assertEquals(FRAME.length, out.size());
        onLoop(() -> {});
        assertEquals(0, left.get(), "who cuts knows it");
    }

    @Test
    void anErrorOfOursIsAnAnswerAndAfterTheFirstFrameABrokenStream() throws InterruptedException {
        onLoop(client::broke);
        var whole = assertInstanceOf(FacadeClient.Step.Whole.class, client.next());
        assertEquals(500, whole.status());

        var streaming = new FacadeClient(loops.next(), () -> true);
        onLoop(() -> {
            streaming.begin(Map.of());
            streaming.broke();
        });
        assertInstanceOf(FacadeClient.Step.Begin.class, streaming.next());
        assertInstanceOf(FacadeClient.Step.Cut.class, streaming.next());
    }

    @Test
    void aNodeThatIsStoppedWaitsForItsGuestsAndCutsWhoStays() throws Exception {
        var attendance = new Attendance();
        talk(0);
        assertTrue(attendance.enter(client));
        attendance.leave();
        assertFalse(attendance.enter(new FacadeClient(loops.next(), () -> true)));

        var goes = new CountDownLatch(1);
        var guest =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                client.next();
                                goes.countDown();
                            } catch (InterruptedException stopped) {
                                throw new IllegalStateException(stopped);
                            }
                            attendance.exit(client);
                        });
        var begun = System.nanoTime();
        attendance.awaitEmpty(begun + Duration.ofMillis(200).toNanos());
        var waited = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(waited.toMillis() >= 200 && waited.toMillis() < 900, waited::toString);
        assertEquals(0, goes.getCount());
        onLoop(() -> {});
        assertEquals(1, left.get());
        guest.join();
        attendance.awaitEmpty(System.nanoTime() + Duration.ofMinutes(1).toNanos());
    }

    @Test
    void afterTheLoopsHaveEndedTheWriterIsFreed() throws InterruptedException {
        loops.close();
        isThere.set(false);
        assertInstanceOf(FacadeClient.Step.Cut.class, client.next());
    }
}
