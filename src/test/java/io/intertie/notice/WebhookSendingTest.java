package io.intertie.notice;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.intertie.audit.TestTrail;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.TestPersistence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Against a real server on this machine.
class WebhookSendingTest {
    private static final Secret MASTER = new Secret("a master key of a test");

    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final TestClock clock = new TestClock();
    private final NoticeStore store = new NoticeStore(persistence.database(), false);
    private final Webhooks webhooks = webhooks(true);
    private final HookClient client = new HookClient(OutboundAddresses.of(true));
    private final WebhookSending sending =
            new WebhookSending(persistence.database(), webhooks, client::send, clock);
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 204;

    private record Received(String id, String timestamp, String signature, String body) {}

    WebhookSendingTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private Webhooks webhooks(boolean loopbackAllowed) {
        return new Webhooks(
                persistence.database(),
                OutboundAddresses.of(loopbackAllowed),
                TestTrail.on(persistence.database(), clock),
                clock,
                MASTER);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        received.add(
                new Received(
                        headers.getFirst("webhook-id"),
                        headers.getFirst("webhook-timestamp"),
                        headers.getFirst("webhook-signature"),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(TestCatalog.on(persistence, clock));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void aNoticeIsPostedOnceAndSignedAsStandardWebhooksSays() throws Exception {
        var hook = webhooks.set(BUYER, address(), BEA);
        var notice = notice(BUYER);
        sending.send();
        sending.send();
        assertEquals(1, received.size());
        var got = received.getFirst();
        assertEquals(notice.id().toString(), got.id());
        assertEquals(Long.toString(clock.instant().getEpochSecond()), got.timestamp());
        var mac = Mac.getInstance("HmacSHA256");
        var secret = hook.secret().reveal();
        assertTrue(secret.startsWith("whsec_"));
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        var signed = got.id() + "." + got.timestamp() + "." + got.body();
        assertEquals(
                "v1,"
                        + Base64.getEncoder()
                                .encodeToString(
                                        mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))),
                got.signature());
        assertTrue(got.body().contains("\"type\":\"price.published\""), got.body());
    }

    @Test
    void whatIsNotAcceptedIsTriedAgainWithTheSameIdUntilItIs() {
        webhooks.set(BUYER, address(), BEA);
        notice(BUYER);
        status = 500;
        sending.send();
        clock.advance(Deliveries.PAUSES.getFirst().minusMillis(1));
        sending.send();
        assertEquals(1, received.size());
        clock.advance(Duration.ofMillis(1));
        // A redirect is no acceptance, and nobody goes there.
        status = 302;
        sending.send();
        assertEquals(2, received.size());
        clock.advance(Deliveries.PAUSES.get(1));
        status = 200;
        sending.send();
        clock.advance(Duration.ofDays(9));
        sending.send();
        assertEquals(3, received.size());
        assertEquals(1, received.stream().map(Received::id).distinct().count());
    }

    @Test
    void afterTheLastTryItIsGivenUp() {
        webhooks.set(BUYER, address(), BEA);
        notice(BUYER);
        status = 410;
        for (int i = 0; i < 15; i++) {
            sending.send();
            clock.advance(Duration.ofDays(1));
        }
        assertEquals(1 + Deliveries.PAUSES.size(), received.size());
    }

    @Test
    void anAddressThatIsNotPublicIsRefusedAtItsField() {
        var strict = webhooks(false);
        for (var address :
                List.of(
                        "http://example.com/hook",
                        "https://127.0.0.1/",
                        "https://10.1.2.3/hook",
                        "https://169.254.169.254/latest",
                        "https://[::1]/",
                        "https://user:word@example.com/",
                        "https:/nohost")) {
            var refused =
                    assertThrows(
                            Problem.class,
                            () -> strict.set(BUYER, URI.create(address), BEA),
                            address);
            assertEquals(Set.of("address"), refused.fields().keySet(), address);
        }
        assertEquals(Optional.empty(), strict.of(BUYER));
    }

    @Test
    @Tag("lesson-28")
    void anAddressThatIsNotPublicAnyMoreIsNotReached() {
        webhooks.set(BUYER, address(), BEA);
        notice(BUYER);
        var strict = new HookClient(OutboundAddresses.of(false));
        new WebhookSending(persistence.database(), webhooks, strict::send, clock).send();
        strict.close();
        assertEquals(List.of(), received);
    }

    @Test
    void anAddressIsKeptAsItGoesOnTheWire() {
        var port = server.getAddress().getPort();
        var kept = webhooks.set(BUYER, URI.create("HTTP://127.0.0.1:" + port + "/hök"), BEA);
        assertEquals("http://127.0.0.1:" + port + "/h%C3%B6k", kept.address().toString());
        notice(BUYER);
        sending.send();
        assertEquals(1, received.size());
    }

    @Test
    void whatWasTakenByANodeThatWasKilledIsSentByAnotherWithTheSameId() {
        webhooks.set(BUYER, address(), BEA);
        var notice = notice(BUYER);
        var killed =
                new WebhookSending(
                        persistence.database(),
                        webhooks,
                        (to, id, at, body) -> {
                            client.send(to, id, at, body);
                            throw new Killed();
                        },
                        clock);
        killed.send();
        sending.send();
        assertEquals(1, received.size(), "it may be on its way still");
        clock.advance(Duration.ofMinutes(2));
        sending.send();
        sending.send();
        assertEquals(
                List.of(notice.id().toString(), notice.id().toString()),
                received.stream().map(Received::id).toList());
    }

    /// Ends the thread without a word in the database.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void nobodySetsOrHearsAnothersWebhook() {
        assertThrows(Problem.class, () -> webhooks.set(BUYER, address(), BOB));
        webhooks.set(BUYER, address(), BEA);
        assertThrows(Problem.class, () -> webhooks.remove(BUYER, BOB));
        notice(OTHER_BUYER);
        sending.send();
        assertEquals(List.of(), received);
    }

    @Test
    void aNewAddressHasANewSecretAndARemovedOneGetsNothing() {
        var first = webhooks.set(BUYER, address(), BEA);
        var second = webhooks.set(BUYER, address(), BEA);
        assertNotEquals(first.secret().reveal(), second.secret().reveal());
        notice(BUYER);
        webhooks.remove(BUYER, BEA);
        sending.send();
        assertEquals(List.of(), received);
        assertEquals(Optional.empty(), webhooks.of(BUYER));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    private Notice notice(UUID organisation) {
        var notice =
                new Notice(
                        UUID.randomUUID(),
                        organisation,
                        Notice.Kind.PRICE_PUBLISHED,
                        LISTING.id(),
                        "a version",
                        clock.instant(),
                        true,
                        clock.instant(),
                        Optional.empty());
        store.add(notice);
        return notice;
    }
}
