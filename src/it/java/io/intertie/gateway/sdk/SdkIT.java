package io.intertie.gateway.sdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/// The vendors' own libraries, unmodified, against both fronts of a whole market.
class SdkIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    // The sandbox of a running market tells nobody; what was stopped is seen by the record alone.
    private static final AtomicLong UNKNOWN = new AtomicLong();

    private static Storefront own;
    private static Storefront portal;

    @BeforeAll
    static void makeKeys() {
        var limit = Map.of("amount", "0.000001", "currency", "EUR", "reset", "never");
        var rates = Map.of("requests_per_minute", 1);
        var keys =
                new Storefront.Keys(
                        RunningMarket.env("INTERTIE_API_KEY"),
                        key(Map.of("name", "poor", "purpose", "gateway", "limit", limit)),
                        key(
                                Map.of(
                                        "name",
                                        "rare",
                                        "purpose",
                                        "gateway",
                                        "access",
                                        Map.of("scopes", List.of("chat"), "rates", rates))));
        own = front(RunningMarket.gateway(), keys);
        portal = front(RunningMarket.url(), keys);
    }

    private static Storefront front(URI url, Storefront.Keys keys) {
        return new Storefront(
                url,
                keys,
                "sandbox/echo-1",
                "sentence-transformers/all-minilm-l6-v2",
                UNKNOWN::incrementAndGet);
    }

    /// A new key of the buyer's.
    private static String key(Map<String, ?> asked) {
        try (var http = HttpClient.newHttpClient()) {
            var manager = RunningMarket.env("INTERTIE_BUYER_MANAGEMENT_KEY");
            var request =
                    HttpRequest.newBuilder(RunningMarket.url().resolve("/api/keys"))
                            .header("authorization", "Bearer " + manager)
                            .header("content-type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            JSON.writeValueAsString(asked)))
                            .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body()).required("secret").asText();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Nested
    class OpenAiChatAtTheOwnPort extends OpenAiChatSuite {
        OpenAiChatAtTheOwnPort() {
            super(own);
        }
    }

    @Nested
    class OpenAiRefusalsAtTheOwnPort extends OpenAiRefusalsSuite {
        OpenAiRefusalsAtTheOwnPort() {
            super(own);
        }
    }

    @Nested
    class OpenAiOthersAtTheOwnPort extends OpenAiOthersSuite {
        OpenAiOthersAtTheOwnPort() {
            super(own);
        }
    }

    @Nested
    class AnthropicAtTheOwnPort extends AnthropicSuite {
        AnthropicAtTheOwnPort() {
            super(own);
        }
    }

    @Nested
    class AnthropicRefusalsAtTheOwnPort extends AnthropicRefusalsSuite {
        AnthropicRefusalsAtTheOwnPort() {
            super(own);
        }
    }

    @Nested
    class NodeAtTheOwnPort extends NodeSuite {
        NodeAtTheOwnPort() {
            super(own);
        }
    }

    @Nested
    class OpenAiChatAtThePortal extends OpenAiChatSuite {
        OpenAiChatAtThePortal() {
            super(portal);
        }
    }

    @Nested
    class OpenAiRefusalsAtThePortal extends OpenAiRefusalsSuite {
        OpenAiRefusalsAtThePortal() {
            super(portal);
        }
    }

    @Nested
    class OpenAiOthersAtThePortal extends OpenAiOthersSuite {
        OpenAiOthersAtThePortal() {
            super(portal);
        }
    }

    @Nested
    class AnthropicAtThePortal extends AnthropicSuite {
        AnthropicAtThePortal() {
            super(portal);
        }
    }

    @Nested
    class AnthropicRefusalsAtThePortal extends AnthropicRefusalsSuite {
        AnthropicRefusalsAtThePortal() {
            super(portal);
        }
    }

    @Nested
    class NodeAtThePortal extends NodeSuite {
        NodeAtThePortal() {
            super(portal);
        }
    }
}
