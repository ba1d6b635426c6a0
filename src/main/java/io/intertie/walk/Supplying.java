package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/// The provider's part: an upstream becomes a listing with a price.
final class Supplying {
    private final Walk.Route route;
    private final PrintStream out;
    private final MarketClient provider;

    Supplying(Walk.Route route, PrintStream out) {
        this.route = route;
        this.out = out;
        this.provider = new MarketClient(route.market(), route.providerKey());
    }

    /// What came to be listed.
    record Listed(String id, String model, String providerId, String providerSlug) {}

    Listed list() {
        out.println("1. A provider lists an upstream");
        var self = provider.read("/api/self").get("organisation");
        var slug = route.upstreamModel().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
        var model = model(slug);
        var id = listing(model.get("id").asText());
        out.printf("   upstream  %s, model %s%n", route.upstream(), route.upstreamModel());
        out.printf("   listing   %s as walk/%s%n", id, slug);
        printPrices(id);
        return new Listed(id, "walk/" + slug, self.get("id").asText(), self.get("slug").asText());
    }

    private JsonNode model(String slug) {
        return StreamSupport.stream(provider.read("/api/models").get("data").spliterator(), false)
                .filter(model -> model.get("author").asText().equals("walk"))
                .filter(model -> model.get("slug").asText().equals(slug))
                .findFirst()
                .orElseGet(() ->
                        provider.post(
                                "/api/models",
                                Map.of(
                                        "author", "walk",
                                        "slug", slug,
                                        "name", route.upstreamModel(),
                                        "kind", "chat",
                                        "context_tokens", 512,
                                        "parameters", "unknown",
                                        "licence", "unknown")));
    }

    private String listing(String modelId) {
        for (JsonNode own : provider.read("/api/listings/own").get("data")) {
            var same =
                    own.get("model_id").asText().equals(modelId)
                            && own.get("endpoint").asText().equals(route.upstream().toString());
            if (same && own.get("state").asText().equals("LIVE")) {
                return own.get("id").asText();
            }
        }
        var site = provider.read("/api/sites").get("data").get(0);
        var wanted = new HashMap<String, Object>();
        wanted.put("model_id", modelId);
        wanted.put("site_id", site.get("id").asText());
        wanted.put("endpoint", route.upstream().toString());
        wanted.put("upstream_model", route.upstreamModel());
        wanted.put("max_output_tokens", 256);
        wanted.put("quantisation", "unknown");
        wanted.put("retention_days", 0);
        wanted.put("trains_on_prompts", false);
        if (!route.upstreamKey().isEmpty()) {
            wanted.put("credential", route.upstreamKey());
        }
        var id = provider.post("/api/listings", wanted).get("id").asText();
        var _ =
                provider.post(
                        "/api/listings/" + id + "/prices",
                        Map.of(
                                "base",
                                Map.of("input", "1.20", "cached_input", "0.12", "output", "4.80"),
                                "margin",
                                "0.15",
                                "kwh_per_million",
                                Map.of("input", "0.10", "cached_input", "0.01", "output", "1.06"),
                                "energy_grade",
                                "d",
                                "energy_source",
                                "assumed: the worked example of the pricing method",
                                "reason",
                                "first price"));
        GoingLive.certified(provider, id, out);
        return id;
    }

    private void printPrices(String id) {
        var versions = provider.read("/api/listings/" + id + "/prices").get("data");
        var version = versions.get(0);
        out.printf("   price     version %s, %s%n", version.get("number"), version.get("id"));
        for (JsonNode line : version.get("lines")) {
            if (line.get("buyer_currency").asText().equals("EUR")) {
                out.printf(
                        "             %-13s %-11s provider %9d micro %s, buyer %9d micro EUR%n",
                        line.get("tokens").asText(),
                        line.get("band").asText(),
                        line.get("provider_micro_per_million").asLong(),
                        version.get("provider_currency").asText(),
                        line.get("buyer_micro_per_million").asLong());
            }
        }
    }
}
