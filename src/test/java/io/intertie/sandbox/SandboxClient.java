package io.intertie.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/// An HTTP client for one sandbox, as plain as a stranger's.
final class SandboxClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUrl;

    SandboxClient(SandboxProvider provider) {
        baseUrl = provider.baseUrl();
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).GET();
        return http.send(with(request, headers), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return http.send(request(path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return Json.MAPPER.readTree(post(path, body, headers).body());
    }

    /// What follows `data: ` in each event of a stream.
    List<String> events(String path, String body, String... headers)
            throws IOException, InterruptedException {
        List<String> events = new ArrayList<>();
        for (String event : post(path, body, headers).body().split("\n\n", -1)) {
            if (!event.isEmpty()) {
                events.add(event.substring("data: ".length()));
            }
        }
        return events;
    }

    /// All bytes that come back until the connection closes.
    String wire(String path, String body) throws IOException {
        try (Socket socket = asked(path, body)) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /// A connection on which a request was sent and nothing was read.
    Socket asked(String path, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        String head =
                "POST /v1%s HTTP/1.1\r\nHost: sandbox\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, bytes.length);
        Socket socket = new Socket(baseUrl.getHost(), baseUrl.getPort());
        socket.getOutputStream().write((head + body).getBytes(UTF_8));
        return socket;
    }

    HttpRequest request(String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        return with(request, headers);
    }

    private static HttpRequest with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    private URI at(String path) {
        return URI.create(baseUrl + path);
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// The body of a chat request with one user message and more fields.
    static String chat(String message, String... fields) {
        return chat("echo-1", message, fields);
    }

    static String chatOf(String model, String message, String... fields) {
        return chat(model, message, fields);
    }

    private static String chat(String model, String message, String[] fields) {
        String more = fields.length == 0 ? "" : "," + String.join(",", fields);
        String text = Json.MAPPER.getNodeFactory().textNode(message).toString();
        return """
        {"model":"%s","messages":[{"role":"user","content":%s}]%s}\
        """
                .formatted(model, text, more);
    }
}
