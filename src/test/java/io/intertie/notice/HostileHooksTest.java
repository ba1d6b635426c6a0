package io.intertie.notice;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.persistence.TestPersistence;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Webhooks whose servers mean it badly.
class HostileHooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HookClient client = new HookClient(OutboundAddresses.of(true), PATIENCE);
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    HostileHooksTest() throws IOException {}

    private interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void whoDripsItsHeadIsCutOffAtTheDeadline() {
        answers(out -> {
            out.write("HTTP/1.1 200 OK\r\nx: ".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(100);
            }
        });
        var began = System.nanoTime();
        assertThrows(IOException.class, this::send);
        assertTrue(System.nanoTime() - began < PATIENCE.multipliedBy(5).toNanos());
    }

    @Test
    void aHeadWithoutEndIsNotRead() {
        var line = "x: ".concat("y".repeat(8_000)).concat("\r\n");
        var lines = new CopyOnWriteArrayList<Integer>();
        answers(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 20_000; i++) {
                out.write(line.getBytes(StandardCharsets.US_ASCII));
                lines.add(0, i);
                lines.subList(1, lines.size()).clear();
            }
        });
        assertThrows(IOException.class, this::send);
        // What the sockets hold between the two, and no more.
        assertTrue(lines.getFirst() < 5_000, lines.toString());
    }

    @Test
    @Tag("lesson-25")
    void whereOneDoesNotAnswerOthersDoNotWait() {
        var persistence = TestCatalog.persistenceWith();
        var clock = new TestClock();
        TestParties.register(persistence.database());
        TestCatalog.stock(TestCatalog.on(persistence, clock));
        var webhooks = webhooks(persistence, clock);
        webhooks.set(BUYER, address(), BEA);
        webhooks.set(OTHER_BUYER, URI.create("http://127.0.0.1:1/good"), BOB);
        var store = new NoticeStore(persistence.database(), false);
        for (int i = 0; i < 60; i++) {
            store.add(notice(BUYER, clock));
        }
        store.add(notice(OTHER_BUYER, clock));
        var order = new CopyOnWriteArrayList<UUID>();
        new WebhookSending(
                        persistence.database(),
                        webhooks,
                        (to, id, at, body) -> {
                            order.add(to.organisationId());
                            throw new IOException("no answer");
                        },
                        clock)
                .send();
        assertEquals(61, order.size());
        assertTrue(order.indexOf(OTHER_BUYER) < 6, "in the first round: " + order);
    }

    private static Webhooks webhooks(TestPersistence persistence, TestClock clock) {
        return new Webhooks(
                persistence.database(),
                OutboundAddresses.of(true),
                TestTrail.on(persistence.database(), clock),
                clock,
                new Secret("a master key of a test"));
    }

    private static Notice notice(UUID organisation, TestClock clock) {
        return new Notice(
                UUID.randomUUID(),
                organisation,
                Notice.Kind.PRICE_PUBLISHED,
                LISTING.id(),
                UUID.randomUUID().toString(),
                clock.instant(),
                true,
                clock.instant(),
                Optional.empty());
    }

    private int send() throws IOException {
        var secret = Signature.secret(new Secret("a master key of a test"), UUID.randomUUID());
        var to = new Webhooks.Webhook(BUYER, address(), secret);
        return client.send(to, UUID.randomUUID(), new TestClock().instant(), "{}");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
    }

    private void answers(Answer answer) {
        Thread.ofVirtual()
                .start(() -> {
                    try (var socket = server.accept()) {
                        answer.write(socket.getOutputStream());
                    } catch (IOException | InterruptedException cutOff) {
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
