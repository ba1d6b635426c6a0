package io.intertie.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// A client of the soak, with connections of its own.
final class SoakCaller {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final String BODY =
            "{\"model\":\"%s\",\"max_tokens\":64,%s\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"hello\"}]}";

    /// How it calls: by which port, whole or streamed, to the end or not, right or wrong.
    enum Way {
        WHOLE,
        STREAM,
        WHOLE_BY_PORTAL,
        LEFT,
        STREAM_BY_PORTAL,
        STRANGER,
        LEFT_BY_PORTAL,
        NONSENSE,
        LONG
    }

    sealed interface Outcome {}

    /// It was answered, and told the cost.
    record Answered(BigDecimal cost) implements Outcome {}

    /// The stream was left after its first event.
    record Abandoned(String requestId) implements Outcome {}

    record Refused() implements Outcome {}

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
    private final URI gateway;
    private final URI portal;
    private final String model;
    private final String key;
    private final String leaving;

    /// @param leaving the key of those calls that are not heard to their end
    SoakCaller(Map<String, String> environment, String model, String key, String leaving) {
        gateway = URI.create(environment.get("INTERTIE_GATEWAY_URL"));
        portal = URI.create(environment.get("INTERTIE_URL"));
        this.model = model;
        this.key = key;
        this.leaving = leaving;
    }

    Outcome call(Way way) throws IOException, InterruptedException {
        var stream = BODY.formatted(model, "\"stream\":true,");
        var whole = BODY.formatted(model, "");
        return switch (way) {
            case WHOLE -> whole(gateway, whole);
            case WHOLE_BY_PORTAL -> whole(portal, whole);
            case LONG -> whole(gateway, whole.replace("hello", "x".repeat(200_000)));
            case STREAM -> streamed(gateway, stream);
            case STREAM_BY_PORTAL -> streamed(portal, stream);
            case LEFT -> left(gateway, stream);
            case LEFT_BY_PORTAL -> left(portal, stream);
            case STRANGER -> refused(gateway, "sk-nobody", whole, 401);
            case NONSENSE -> refused(gateway, key, whole.replace('[', '{'), 400);
        };
    }

    private HttpRequest request(URI at, String by, String body) {
        return HttpRequest.newBuilder(at.resolve("/v1/chat/completions"))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + by)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private Outcome whole(URI at, String body) throws IOException, InterruptedException {
        var answer = http.send(request(at, key, body), HttpResponse.BodyHandlers.ofString());
        return new Answered(cost(expect(answer, 200).body()));
    }

    private Outcome streamed(URI at, String body) throws IOException, InterruptedException {
        var answer = http.send(request(at, key, body), HttpResponse.BodyHandlers.ofString());
        var lines = expect(answer, 200).body().lines().filter(one -> one.startsWith("data: {"));
        var last = lines.reduce((_, next) -> next).orElseThrow();
        if (!answer.body().endsWith("data: [DONE]\n\n")) {
            throw new IOException("a stream without its end");
        }
        return new Answered(cost(last.substring(6)));
    }

    private static BigDecimal cost(String json) throws IOException {
        return JSON.readTree(json).at("/usage/cost").decimalValue();
    }

    private Outcome left(URI at, String body) throws IOException, InterruptedException {
        var answer =
                http.send(request(at, leaving, body), HttpResponse.BodyHandlers.ofInputStream());
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                expect(answer, 200).body(), StandardCharsets.UTF_8))) {
            if (!lines.readLine().startsWith("data: ")) {
                throw new IOException("no event");
            }
        }
        return new Abandoned(answer.headers().firstValue("x-request-id").orElseThrow());
    }

    private Outcome refused(URI at, String by, String body, int status)
            throws IOException, InterruptedException {
        var answer = http.send(request(at, by, body), HttpResponse.BodyHandlers.ofString());
        var _ = expect(answer, status);
        return new Refused();
    }

    private static <T> HttpResponse<T> expect(HttpResponse<T> answer, int status)
            throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("status " + answer.statusCode());
        }
        return answer;
    }
}
