package io.intertie.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What an SDK is pointed at: a gateway of which nothing is known but what any client sees.
///
/// @param chat a sandbox's model that talks, as the market names it
/// @param embedding a model that makes vectors
/// @param cancelled how many answers the provider was told to stop
public record Storefront(
        URI url, Keys keys, String chat, String embedding, LongSupplier cancelled) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 500;

    /// A buyer's keys: one that may do everything, one that may spend less than anything costs, and
    /// one that may ask once a minute.
    public record Keys(String usual, String poor, String rare) {}

    /// Where OpenAI's SDKs find version 1.
    String v1() {
        return url + "/v1";
    }

    /// What is on record of a request, which may still be ending.
    JsonNode record(String requestId) {
        for (int i = 0; i < TRIES; i++) {
            var found = generation(requestId);
            if (found.statusCode() == 200) {
                return read(found.body()).path("data");
            }
            pause();
        }
        throw new AssertionError("no record of " + requestId);
    }

    BigDecimal cost(String requestId) {
        return new BigDecimal(record(requestId).path("total_cost").asText());
    }

    boolean hasRecord(String requestId) {
        return generation(requestId).statusCode() == 200;
    }

    private HttpResponse<String> generation(String requestId) {
        var request =
                HttpRequest.newBuilder(URI.create(v1() + "/generation?id=" + requestId))
                        .header("authorization", "Bearer " + keys.usual())
                        .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /// Waits until more answers were stopped than before.
    void awaitStopped(long before) {
        for (int i = 0; i < TRIES; i++) {
            if (cancelled.getAsLong() > before) {
                return;
            }
            pause();
        }
        throw new AssertionError("the provider goes on");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
