package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls by TLS, to a server that shows a certificate for `llm.example`.
class UpstreamTlsTest {
    private static final Leaks LEAKS = new Leaks();
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PASSWORD = "changeit";

    @TempDir static Path folder;

    private static KeyStore keys;
    private static SslContext trust;

    @BeforeAll
    static void certificate() throws Exception {
        var file = folder.resolve("keys.p12");
        var made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-alias",
                                "provider",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=somebody",
                                "-ext",
                                "san=dns:llm.example",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start()
                        .waitFor();
        assertEquals(0, made);
        keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("provider", keys.getCertificate("provider"));
        var trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusting.init(trusted);
        trust =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(trusting)
                        // Whatever a caller leaves out, the name is looked at.
                        .endpointIdentificationAlgorithm(null)
                        .build();
        LEAKS.watch();
    }

    @AfterAll
    static void nothingLeaked() {
        LEAKS.assertNone();
    }

    private static ServerSocket door(String... protocols) throws Exception {
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), null, null);
        var door =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        if (protocols.length > 0) {
            door.setEnabledProtocols(protocols);
        }
        return door;
    }

    private static TalkingProvider echoing(String... protocols) throws Exception {
        return new TalkingProvider(
                door(protocols),
                (talk, number) -> {
                    for (var asked = talk.request(); asked.isPresent(); asked = talk.request()) {
                        talk.answer(200, asked.get().split("\r\n\r\n", 2)[1]);
                    }
                });
    }

    private static Destination to(String host, TalkingProvider provider) {
        return Calls.to("https://" + host + ":" + provider.port() + "/v1");
    }

    @Test
    void aTrustedNameIsCalledOverOneConnectionInBothVersionsOfTls() throws Exception {
        for (var version : List.of("TLSv1.2", "TLSv1.3")) {
            try (var provider = echoing(version);
                    var calls = new Calls(trust)) {
                var big = "\"" + "x".repeat(300_000) + "\"";
                for (int i = 0; i < 3; i++) {
                    var heard = calls.heard();
                    calls.call(to("LLM.example", provider), big, false, heard);
                    heard.hears("body " + big);
                    Talk.rest(50);
                }
                assertEquals(1, provider.connections());
            }
        }
    }

    @Test
    void anotherNameOrAnotherSignerIsNeverSentARequest() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        try (var provider =
                        new TalkingProvider(
                                door(), (talk, number) -> talk.request().ifPresent(asked::add));
                var calls = new Calls(trust);
                var usual = new Calls()) {
            var failure = "failed UNREACHABLE: no connection";
            assertEquals(failure, calls.whole(to("other.example", provider)));
            assertEquals(failure, calls.whole(to("127.0.0.1", provider)));
            assertEquals(failure, usual.whole(to("llm.example", provider)));
            assertEquals(List.of(), asked);
            assertEquals(3, provider.connections());
        }
    }

    @Test
    void theNameIsSentAheadSoThatAServerOfManyCanChoose() throws Exception {
        var said = new CompletableFuture<String>();
        var plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (var provider =
                        new TalkingProvider(plain, (talk, number) -> said.complete(talk.some()));
                var calls = new Calls(trust)) {
            assertEquals(
                    "failed UNREACHABLE: no connection", calls.whole(to("llm.example", provider)));
            assertTrue(said.get(5, TimeUnit.SECONDS).contains("llm.example"));
        }
    }

    @Test
    void whoDoesNotShakeHandsIsLeftWithinTheTimeToConnect() throws Exception {
        var silent = new CompletableFuture<Boolean>();
        var plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (var provider =
                        new TalkingProvider(
                                plain, (talk, number) -> silent.complete(talk.closesWithin(SOON)));
                var calls = new Calls(trust)) {
            var start = System.nanoTime();
            assertEquals(
                    "failed UNREACHABLE: no connection", calls.whole(to("llm.example", provider)));
            var millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis > 1_900 && millis < 3_500, millis + " ms");
            assertTrue(silent.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void aStreamByTlsIsCancelledWithinAQuarterSecond() throws Exception {
        var seen = new CompletableFuture<Long>();
        try (var provider =
                        new TalkingProvider(
                                door(),
                                (talk, number) -> {
                                    talk.request();
                                    talk.beginStream();
                                    talk.chunk("data: 1\n\n");
                                    talk.closesWithin(SOON);
                                    seen.complete(System.nanoTime());
                                });
                var calls = new Calls(trust)) {
            var heard = calls.heard();
            var call = calls.stream(to("llm.example", provider), heard);
            heard.hears("event 1");
            var cancelled = System.nanoTime();
            calls.run(call::cancel);
            var millis = (seen.get(10, TimeUnit.SECONDS) - cancelled) / 1_000_000;
            assertTrue(millis < 250, millis + " ms");
            heard.hearsNothingFor(50);
        }
    }
}
