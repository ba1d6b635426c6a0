package io.intertie.gateway.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// A client that says exactly what it is told to, byte by byte.
final class Wire implements AutoCloseable {
    /// What came back; `isWhole` unless the connection ended before its end.
    record Reply(int status, Map<String, String> headers, byte[] body, boolean isWhole) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        ObjectNode json() {
            return Json.read(body).orElseThrow();
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /// The code in OpenAI's error shape.
        String code() {
            return json().path("error").path("code").asText();
        }
    }

    private final Socket socket;
    private final InputStream in;

    Wire(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Lines as HTTP ends them, the last one too.
    static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    static String post(String path, String body) {
        return "POST /v1/%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    static String ask(String path) {
        return "GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path);
    }

    Wire say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Socket socket() {
        return socket;
    }

    Reply reply() throws IOException {
        return reply(true);
    }

    /// The next answer, whose body is read unless it answers HEAD.
    Reply reply(boolean hasBody) throws IOException {
        var status = Integer.parseInt(line().split(" ", -1)[1]);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(": ", 2);
            if (headers.put(parts[0], parts[1]) != null) {
                throw new IOException("two headers " + parts[0]);
            }
        }
        var body = new ByteArrayOutputStream();
        var isWhole = !hasBody || status == 204 || status == 100 || readBody(headers, body);
        return new Reply(status, headers, body.toByteArray(), isWhole);
    }

    private boolean readBody(Map<String, String> headers, ByteArrayOutputStream body)
            throws IOException {
        try {
            if (headers.containsKey("content-length")) {
                var length = Integer.parseInt(headers.get("content-length"));
                body.writeBytes(in.readNBytes(length));
                return body.size() == length;
            }
            if (headers.containsKey("transfer-encoding")) {
                for (var size = size(); size > 0; size = size()) {
                    body.writeBytes(in.readNBytes(size));
                    line();
                }
                line();
                return true;
            }
            in.transferTo(body);
            return true;
        } catch (EOFException | java.net.SocketException ended) {
            return false;
        }
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    String line() throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("after " + line);
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    /// Whether the server ends the connection without another word.
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
