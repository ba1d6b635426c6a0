package io.intertie.gateway.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// One connection of a provider that says exactly what its test tells it to.
final class Talk implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Talk(Socket socket) throws IOException {
        this.socket = socket;
        in = socket.getInputStream();
    }

    /// The next request, head and body, or empty when the other side has closed.
    Optional<String> request() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var one = in.read();
            if (one < 0) {
                return Optional.empty();
            }
            head.write(one);
        }
        var text = head.toString(StandardCharsets.ISO_8859_1);
        var length = text.split("Content-Length: ", 2)[1].split("\r\n", 2)[0];
        return Optional.of(text + text(in.readNBytes(Integer.parseInt(length))));
    }

    /// Waits until the other side says something, and reads no more of it.
    void awaitFirstByte() throws IOException {
        in.read();
    }

    /// What the other side says first, as it comes.
    String some() throws IOException {
        var bytes = new byte[4_096];
        return new String(bytes, 0, Math.max(0, in.read(bytes)), StandardCharsets.ISO_8859_1);
    }

    void say(String words) throws IOException {
        say(words.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void answer(int status, String body) throws IOException {
        var length = body.getBytes(StandardCharsets.UTF_8).length;
        var head =
                """
                HTTP/1.1 %d X
                Content-Type: application/json
                Content-Length: %d

                """
                        .formatted(status, length);
        say(head.replace("\n", "\r\n") + body);
    }

    void beginStream() throws IOException {
        var head =
                """
                HTTP/1.1 200 OK
                Content-Type: text/event-stream; charset=utf-8
                Transfer-Encoding: chunked

                """;
        say(head.replace("\n", "\r\n"));
    }

    void chunk(String text) throws IOException {
        var length = text.getBytes(StandardCharsets.UTF_8).length;
        say(Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    void endStream() throws IOException {
        say("0\r\n\r\n");
    }

    /// Whether the other side closes within this time; what it says meanwhile is thrown away.
    boolean closesWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            var away = new byte[64 * 1024];
            while (in.read(away) >= 0) {}
            return true;
        } catch (java.net.SocketTimeoutException stillThere) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /// Closes so that the other side is told with a reset.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
