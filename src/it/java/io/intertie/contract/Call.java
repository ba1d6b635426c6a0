package io.intertie.contract;

import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/// A call to the running market, without a body where it is empty.
record Call(String method, String path, String type, String body) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Call get(String path) {
        return new Call("GET", path, "", "");
    }

    static Call post(String path, String json) {
        return new Call("POST", path, "application/json", json);
    }

    /// Sends it with a key, or with none where that is empty.
    HttpResponse<String> send(String key) throws IOException, InterruptedException {
        var content =
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        var request =
                HttpRequest.newBuilder(RunningMarket.url().resolve(path))
                        .timeout(Duration.ofMinutes(1))
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .method(method, content);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// The answer of a call that must succeed.
    String made(String key) throws IOException, InterruptedException {
        var answer = send(key);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.body());
        }
        return answer.body();
    }
}
