package io.intertie.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.config.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeycloakTest {
    private final TestClock clock = new TestClock();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger askings = new AtomicInteger();
    private final HttpServer server = started();
    private final Keycloak keycloak =
            new Keycloak(
                    TestSettings.ofIssuer(
                            URI.create("http://localhost:" + server.getAddress().getPort() + "/r")),
                    clock);

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itIsThereWhenItAnswersAndTheAnswerHoldsForAWhile() {
        assertEquals(false, keycloak.isAway());
        status.set(503);
        assertEquals(false, keycloak.isAway());
        assertEquals(1, askings.get());
        clock.advance(Duration.ofSeconds(3));
        assertEquals(true, keycloak.isAway());
        status.set(200);
        clock.advance(Duration.ofSeconds(3));
        assertEquals(false, keycloak.isAway());
    }

    @Test
    void itIsAwayWhenNobodyListens() {
        server.stop(0);
        assertEquals(true, keycloak.isAway());
    }

    private HttpServer started() {
        try {
            var loopback = InetAddress.getLoopbackAddress();
            var fresh = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            fresh.createContext(
                    "/r/.well-known/openid-configuration",
                    exchange -> {
                        askings.incrementAndGet();
                        exchange.sendResponseHeaders(status.get(), -1);
                        exchange.close();
                    });
            fresh.start();
            return fresh;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
