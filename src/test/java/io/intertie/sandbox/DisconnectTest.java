package io.intertie.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisconnectTest {
    /// Before the sandbox would speak again, and find out by that.
    private static final long NOTICED_WITHIN_MILLIS = 4_000;

    private SandboxProvider provider;

    @BeforeEach
    void start() {
        provider = SandboxProvider.start(0);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gap=20,tokens=2000", "gap=5000", "delay=30000", "hang", "hang,delay=5"})
    void aClientThatLeavesIsNoticedAndCounted(String behaviour) throws Exception {
        for (String stream : new String[] {"true", "false"}) {
            long before = provider.cancelled();
            try (Socket _ = asked(behaviour, stream)) {
                awaitSeen();
                Thread.sleep(150);
                assertEquals(before, provider.cancelled(), "still here");
            }
            long left = System.nanoTime();
            while (provider.cancelled() == before) {
                long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - left);
                assertTrue(waited < NOTICED_WITHIN_MILLIS, "not noticed in " + waited + " ms");
                Thread.sleep(5);
            }
        }
        assertEquals(2, provider.cancelled());
    }

    @Test
    void aClientThatReadsToTheEndIsNotCounted() throws Exception {
        try (SandboxClient client = new SandboxClient(provider)) {
            client.events(
                    "/chat/completions",
                    SandboxClient.chat("x [[sandbox:gap=120,tokens=3]]", "\"stream\":true"));
            client.post("/chat/completions", SandboxClient.chat("x [[sandbox:delay=120]]"));
        }
        assertEquals(0, provider.cancelled());
    }

    private Socket asked(String behaviour, String stream) throws IOException {
        try (SandboxClient client = new SandboxClient(provider)) {
            String body =
                    SandboxClient.chat("x [[sandbox:" + behaviour + "]]", "\"stream\":" + stream);
            return client.asked("/chat/completions", body);
        }
    }

    private void awaitSeen() throws InterruptedException {
        for (int i = 0; provider.seen().isEmpty() && i < 400; i++) {
            Thread.sleep(5);
        }
    }
}
