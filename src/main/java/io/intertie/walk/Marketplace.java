package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A provider and a buyer of a running market, for whoever wants to call a model of his own there.
public final class Marketplace {
    private final MarketClient provider;
    private final MarketClient buyer;
    private final URI gateway;
    private final PrintStream out = System.out;

    private Marketplace(MarketClient provider, MarketClient buyer, URI gateway) {
        this.provider = provider;
        this.buyer = buyer;
        this.gateway = gateway;
    }

    /// The parties of the market whose `var/intertie.env` is in the environment.
    public static Marketplace of(Map<String, String> environment) {
        var market = URI.create(needed(environment, "INTERTIE_URL"));
        return new Marketplace(
                new MarketClient(market, needed(environment, "INTERTIE_PROVIDER_MANAGEMENT_KEY")),
                new MarketClient(market, needed(environment, "INTERTIE_BUYER_MANAGEMENT_KEY")),
                URI.create(needed(environment, "INTERTIE_GATEWAY_URL")));
    }

    private static String needed(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null) {
            throw new WalkFailed(name + " is not set");
        }
        return value;
    }

    /// Lists an endpoint under a new model, certified; tells the model's name.
    public String list(URI endpoint, String author) {
        return list(endpoint, author, "4.80");
    }

    /// The same at an output price. **Units** the site's currency per 1M tokens.
    String list(URI endpoint, String author, String output) {
        var slug = author + "-" + UUID.randomUUID().toString().substring(0, 8);
        var model =
                provider.post(
                        "/api/models",
                        Map.of(
                                "author", "walk",
                                "slug", slug,
                                "name", "Echo 1 of " + author + " (sandbox)",
                                "kind", "chat",
                                "context_tokens", 131_072,
                                "parameters", "none: deterministic text",
                                "licence", "Apache-2.0"));
        var site = provider.read("/api/sites").get("data").get(0).get("id").asText();
        var listing =
                provider.post(
                                "/api/listings",
                                Map.of(
                                        "model_id",
                                        model.get("id").asText(),
                                        "site_id",
                                        site,
                                        "endpoint",
                                        endpoint.toString(),
                                        "upstream_model",
                                        "echo-1",
                                        "max_output_tokens",
                                        8192,
                                        "quantisation",
                                        "unknown",
                                        "retention_days",
                                        0,
                                        "trains_on_prompts",
                                        false))
                        .get("id")
                        .asText();
        var _ =
                provider.post(
                        "/api/listings/" + listing + "/prices",
                        Map.of(
                                "base",
                                Map.of("input", "1.20", "cached_input", "0.12", "output", output),
                                "margin",
                                "0.15",
                                "kwh_per_million",
                                Map.of("input", "0.10", "cached_input", "0.01", "output", "1.06"),
                                "energy_grade",
                                "d",
                                "energy_source",
                                "assumed: the worked example",
                                "reason",
                                "first price"));
        GoingLive.certified(provider, listing, out);
        return "walk/" + slug;
    }

    /// Subscribes in EUR, pays in, and makes a key.
    public String buy(String model) {
        return buy(List.of(model));
    }

    /// The same for several models.
    public String buy(List<String> models) {
        for (var model : models) {
            var _ = buyer.post("/api/subscriptions", Map.of("model", model, "currency", "EUR"));
        }
        payIn("EUR", "5000.00");
        return key();
    }

    void payIn(String currency, String amount) {
        var _ =
                buyer.post(
                        "/api/wallets/" + currency + "/top-ups",
                        Map.of("amount", amount, "card", "accepted"),
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
    }

    /// One more key of the buyer's.
    public String key() {
        return buyer.post("/api/keys", Map.of("name", "walk", "purpose", "gateway"))
                .get("secret")
                .asText();
    }

    MarketClient buyer() {
        return buyer;
    }

    MarketClient caller(String key) {
        return new MarketClient(gateway, key);
    }

    /// What one request of a key costs, by calling once.
    public BigDecimal cost(String model, String key) {
        var reply =
                caller(key)
                        .post(
                                "/v1/chat/completions",
                                Map.of(
                                        "model",
                                        model,
                                        "max_tokens",
                                        64,
                                        "messages",
                                        List.of(Map.of("role", "user", "content", "hello"))));
        return reply.get("usage").get("cost").decimalValue();
    }

    /// Whether the buyer finds a request's receipt.
    public boolean isOnRecord(String requestId) {
        return buyer.has("/api/requests/" + requestId);
    }

    /// What a key has used.
    public BigDecimal used(String key) {
        JsonNode read = caller(key).read("/api/v1/key").get("data");
        return read.get("usage").decimalValue();
    }
}
