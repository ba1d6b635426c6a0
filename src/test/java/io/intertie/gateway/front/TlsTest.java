package io.intertie.gateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private static Path folder;

    private static Settings.Tls files;
    private static SSLContext trusting;

    @BeforeAll
    static void makeACertificate() throws Exception {
        var store = folder.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "own",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .start();
        assertEquals(0, made.waitFor(), () -> new String(read(made), StandardCharsets.UTF_8));
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        files =
                new Settings.Tls(
                        pem("CERTIFICATE", keys.getCertificate("own").getEncoded()),
                        pem("PRIVATE KEY", keys.getKey("own", PASSWORD).getEncoded()));
        trusting = trusting(keys);
    }

    private static byte[] read(Process process) {
        try {
            return process.getInputStream().readAllBytes();
        } catch (IOException gone) {
            return new byte[0];
        }
    }

    private static Path pem(String kind, byte[] content) throws IOException {
        var text =
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
        return Files.writeString(folder.resolve(kind.replace(' ', '-') + ".pem"), text);
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("own", keys.getCertificate("own"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static TestFront front() {
        var settings = TestFront.settings(10, Duration.ofSeconds(1), Optional.of(files), List.of());
        return new TestFront(new Loops(), settings, FrontLimits.USUAL);
    }

    private static Wire wire(TestFront front, String... protocols) throws IOException {
        var socket =
                (SSLSocket)
                        trusting.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), front.port());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return new Wire(socket);
    }

    @Test
    void bothVersionsServeRequestsAndStreams() throws IOException {
        try (var front = front()) {
            for (var version : List.of("TLSv1.2", "TLSv1.3")) {
                try (var wire = wire(front, version)) {
                    assertEquals(version, ((SSLSocket) wire.socket()).getSession().getProtocol());
                    assertEquals(200, wire.say(Wire.post("echo", "x")).reply().status());
                    assertEquals(
                            "data: 0\n\ndata: 1\n\n",
                            wire.say(Wire.ask("/v1/stream?2")).reply().text());
                    assertEquals(
                            Script.huge().length,
                            wire.say(Wire.ask("/v1/huge")).reply().body().length);
                    assertEquals(400, wire.say("nonsense\r\n\r\n").reply().status());
                    assertTrue(wire.isClosed());
                }
            }
            assertThrows(SSLHandshakeException.class, () -> wire(front, "TLSv1.1"));
        }
    }

    @Test
    void whoLeavesOrSpeaksPlainIsNoticed() throws Exception {
        try (var front = front()) {
            var wire = wire(front);
            wire.say(Wire.ask("/v1/silent"));
            front.script.clients.take();
            var left = System.nanoTime();
            wire.close();
            var noticed = front.script.leftAt.poll(5, TimeUnit.SECONDS);
            assertNotNull(noticed);
            assertTrue(noticed - left < Duration.ofMillis(250).toNanos());
            try (var plain = front.wire()) {
                plain.say(Wire.post("echo", ""));
                while (plain.socket().getInputStream().read() >= 0) {
                    // An alert, then the end.
                }
            }
            assertEquals(1, front.script.taken.get());
        }
    }

    @Test
    void filesThatAreNoCertificateAndKeyStopTheStartByTheirNames() {
        for (var wrong :
                List.of(
                        new Settings.Tls(files.key(), files.key()),
                        new Settings.Tls(files.certificate(), files.certificate()),
                        new Settings.Tls(files.key(), files.certificate()))) {
            var said = assertThrows(IllegalStateException.class, () -> Tls.context(wrong));
            assertTrue(said.toString().contains("INTERTIE_GATEWAY_TLS_KEY"), said.toString());
        }
    }
}
