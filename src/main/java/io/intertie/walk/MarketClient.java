package io.intertie.walk;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One party's HTTP client: its key, and JSON both ways.
final class MarketClient {
    // Exact decimals: a cost read as a double would not be the cost.
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI market;
    private final String key;

    MarketClient(URI market, String key) {
        this.market = market;
        this.key = key;
    }

    JsonNode read(String path) {
        return json(request(path).GET());
    }

    /// Whether there is something at a path; a market that does not answer is no "no".
    boolean has(String path) {
        var response = send(request(path).GET());
        return response.statusCode() != 404 && succeeded(response).statusCode() == 200;
    }

    String text(String path, String... headers) {
        var request = request(path).GET();
        return succeeded(send(headers.length == 0 ? request : request.headers(headers))).body();
    }

    JsonNode post(String path, Map<String, ?> body, String... headers) {
        return json(posting(path, body, headers));
    }

    /// The status that a call is answered with.
    int status(String path, Map<String, ?> body) {
        return send(posting(path, body)).statusCode();
    }

    /// The `data:` lines of an event stream.
    List<String> stream(String path, Map<String, ?> body) {
        var response = succeeded(send(posting(path, body)));
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private HttpRequest.Builder posting(String path, Map<String, ?> body, String... headers) {
        try {
            var request =
                    request(path)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            JSON.writeValueAsString(body)));
            return headers.length == 0 ? request : request.headers(headers);
        } catch (IOException failed) {
            throw new WalkFailed("no JSON for " + path, failed);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(market.resolve(path))
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofMinutes(2));
    }

    private JsonNode json(HttpRequest.Builder request) {
        var response = succeeded(send(request));
        try {
            return JSON.readTree(response.body());
        } catch (IOException failed) {
            throw new WalkFailed("not JSON: " + response.uri(), failed);
        }
    }

    private static HttpResponse<String> succeeded(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new WalkFailed(
                    response.request().method()
                            + " "
                            + response.uri().getPath()
                            + " answered "
                            + response.statusCode()
                            + ": "
                            + response.body());
        }
        return response;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new WalkFailed("the market does not answer at " + market, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new WalkFailed("interrupted", stopped);
        }
    }
}
