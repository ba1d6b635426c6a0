package io.intertie.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Why no file came has a code, so that it can be said in any language.
class RemoteFileTest {
    private static final int LARGEST = 20;

    private final ServerSocket server;
    private volatile String answer = "";
    private volatile boolean isSilent;

    RemoteFileTest() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void serve() {
        Thread.startVirtualThread(() -> {
            while (!server.isClosed()) {
                try (var client = server.accept()) {
                    talk(client);
                } catch (IOException | InterruptedException over) {
                    // The next one, or none where the test is over.
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void talk(Socket client) throws IOException, InterruptedException {
        var _ = client.getInputStream().read(new byte[8_000]);
        if (isSilent) {
            Thread.sleep(3_000);
        }
        OutputStream out = client.getOutputStream();
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void aFileComesUpToOneByteMoreThanItMayHave() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n" + "x".repeat(30);
        assertEquals(LARGEST + 1, file(true).fetch(here("http")).length);
    }

    @Test
    void anotherStatusThan200IsNoFile() {
        answer = "HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n";
        assertEquals(List.of("503"), refused("fetch.status", here("http")).arguments());
        answer = "HTTP/1.1 302 There\r\nLocation: http://169.254.169.254/\r\n\r\n";
        assertEquals(List.of("302"), refused("fetch.status", here("http")).arguments());
    }

    @Test
    void whoeverIsSilentIsLate() {
        isSilent = true;
        assertEquals(List.of("1"), refused("fetch.late", here("http")).arguments());
    }

    @Test
    void aDeadlineThatComesBeforeTheConnectionIsOneToo() {
        isSilent = true;
        for (int millis = 0; millis < 40; millis++) {
            var hasty =
                    new RemoteFile(
                            OutboundAddresses.of(true), Duration.ofMillis(millis / 4), LARGEST);
            var late = assertThrows(Problem.class, () -> hasty.fetch(here("http")));
            assertEquals("fetch.late", late.wording().orElseThrow().code());
        }
    }

    @Test
    void whoeverBreaksOffOrSpeaksNoTlsIsNamedSo() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nhalf";
        var _ = refused("fetch.broken", here("http"));
        answer = "HTTP/1.1 400 No\r\n\r\n";
        var _ = refused("fetch.tls", here("https"));
    }

    @Test
    void whereNobodyIsNobodyTakesTheConnection() throws IOException {
        try (var nobody = new Socket()) {
            // A port that is taken and listens to nothing: one that was let go another may take.
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var port = nobody.getLocalPort();
            var _ = refused("fetch.away", URI.create("http://127.0.0.1:" + port + "/file"));
        }
    }

    @Test
    void aHostThatIsUnknownOrNotPublicIsNotConnectedTo() {
        var refused = assertThrows(Problem.class, () -> file(false).fetch(here("http")));
        assertEquals("host.private", refused.wording().orElseThrow().code());
        var _ = refused("host.unknown", URI.create("http://nobody.invalid/file"));
    }

    private Wording refused(String code, URI url) {
        var why = assertThrows(Problem.class, () -> file(true).fetch(url)).wording().orElseThrow();
        assertEquals(code, why.code());
        return why;
    }

    private static RemoteFile file(boolean isLoopbackAllowed) {
        return new RemoteFile(
                OutboundAddresses.of(isLoopbackAllowed), Duration.ofSeconds(1), LARGEST);
    }

    private URI here(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/file");
    }
}
