package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// The provider's and the second person's part: a site in Guangzhou, its table, one listing.
final class Guangdong {
    private static final String SLUG = "tariff-change";

    private final TariffChange.Parties parties;
    private final PrintStream out;
    private final MarketClient provider;
    private final MarketClient second;
    private String siteId = "";
    private JsonNode table = MarketClient.JSON.nullNode();

    Guangdong(TariffChange.Parties parties, PrintStream out) {
        this.parties = parties;
        this.out = out;
        this.provider = new MarketClient(parties.market(), parties.providerKey());
        this.second = new MarketClient(parties.market(), parties.secondKey());
    }

    /// A listing and the name that it is called by.
    record Offer(String listingId, String model) {}

    /// A published price version.
    record Price(int number, Instant from, JsonNode lines) {
        /// The list price of output. **Units** micro per 1M tokens.
        long output(String band, String currency) {
            return StreamSupport.stream(lines.spliterator(), false)
                    .filter(line -> line.get("tokens").asText().equals("OUTPUT"))
                    .filter(line -> line.get("band").asText().equalsIgnoreCase(band))
                    .filter(line -> line.get("buyer_currency").asText().equals(currency))
                    .map(line -> line.get("buyer_micro_per_million").asLong())
                    .findFirst()
                    .orElseThrow(() -> new WalkFailed("no price in " + band + ", " + currency));
        }
    }

    /// The site on the shipped table, and a new listing there: its first price needs no notice.
    Offer offer() {
        siteId = site();
        var draft =
                provider.post(
                        "/api/sites/" + siteId + "/tariffs",
                        Map.of("reference", "CN-GD", "load_factor", "1", "loss_fraction", "0"));
        table = draft;
        verify(draft.get("id").asText());
        out.printf("   tariff    %s%n             quality: %s%n", text("source"), text("quality"));
        var slug = SLUG + "-" + UUID.randomUUID().toString().substring(0, 8);
        var model =
                provider.post(
                        "/api/models",
                        Map.of(
                                "author", "walk",
                                "slug", slug,
                                "name", "Echo 1 from Guangzhou (sandbox)",
                                "kind", "chat",
                                "context_tokens", 8192,
                                "parameters", "none: deterministic text",
                                "licence", "Apache-2.0"));
        var offer = new Offer(listing(model.get("id").asText()), "walk/" + slug);
        out.printf("   listing   %s as %s%n", offer.listingId(), offer.model());
        return offer;
    }

    private String text(String field) {
        return table.get(field).asText();
    }

    private String site() {
        for (var own : provider.read("/api/sites").get("data")) {
            if (own.get("slug").asText().equals(SLUG)) {
                return own.get("id").asText();
            }
        }
        return provider.post(
                        "/api/sites",
                        Map.of(
                                "slug", SLUG,
                                "city", "Guangzhou",
                                "country", "CN",
                                "zone", "Asia/Shanghai",
                                "grid_region", "CN-GD",
                                "pue", "1.25",
                                "pue_source", "assumed for the demonstration"))
                .get("id")
                .asText();
    }

    private String listing(String modelId) {
        var id =
                provider.post(
                                "/api/listings",
                                Map.of(
                                        "model_id",
                                        modelId,
                                        "site_id",
                                        siteId,
                                        "endpoint",
                                        parties.sandbox().toString(),
                                        "upstream_model",
                                        "echo-1",
                                        "max_output_tokens",
                                        256,
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
                        "/api/listings/" + id + "/prices",
                        Map.of(
                                "base",
                                Map.of("input", "1.10", "cached_input", "0.11", "output", "4.60"),
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

    /// Drafts the table of the start with every cell times a factor.
    String draft(BigDecimal factor) {
        var wanted = new HashMap<String, Object>();
        wanted.put("table", times(factor));
        wanted.put("currency", text("currency"));
        wanted.put("demand_per_kw_month", table.get("demand_per_kw_month").asText());
        wanted.put("load_factor", "1");
        wanted.put("loss_fraction", "0");
        wanted.put("source", "demonstration: the table of CN-GD times " + factor);
        wanted.put("quality", "made up for the demonstration");
        return provider.post("/api/sites/" + siteId + "/tariffs", wanted).get("id").asText();
    }

    private Map<String, Object> times(BigDecimal factor) {
        var of = table.get("table");
        var rules = new ArrayList<Map<String, Object>>();
        for (var rule : of.get("rules")) {
            rules.add(
                    Map.of(
                            "months", months(rule.get("months")),
                            "days", texts(rule.get("days")),
                            "from", clock(rule.get("from")),
                            "until", clock(rule.get("until")),
                            "band", rule.get("band").asText(),
                            "price_per_kwh",
                                    rule.get("price_per_kwh")
                                            .decimalValue()
                                            .multiply(factor)
                                            .toPlainString()));
        }
        return Map.of(
                "zone", of.get("zone").asText(),
                "calendar", of.path("calendar").asText(""),
                "rules", rules);
    }

    private static List<Integer> months(JsonNode named) {
        return texts(named).stream().map(name -> Month.valueOf(name).getValue()).toList();
    }

    private static List<String> texts(JsonNode all) {
        return StreamSupport.stream(all.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static String clock(JsonNode time) {
        return time.asText().substring(0, 5);
    }

    /// The drafter's own verification is refused.
    void mustNotVerifyItsOwn(String draft) {
        var status = provider.status("/api/tariffs/" + draft + "/verify", Map.of());
        if (status != 403) {
            throw new WalkFailed("the drafter verified its own table: " + status);
        }
        out.println("   drafted; the drafter's own verification is refused");
    }

    void verify(String draft) {
        var _ = second.post("/api/tariffs/" + draft + "/verify", Map.of());
    }

    Price newestPrice(Offer offer) {
        var versions = provider.read("/api/listings/" + offer.listingId() + "/prices").get("data");
        return Optional.ofNullable(versions.get(0))
                .map(one ->
                        new Price(
                                one.get("number").asInt(),
                                Instant.parse(one.get("effective_from").asText()),
                                one.get("lines")))
                .orElseThrow(() -> new WalkFailed("the listing has no price"));
    }

    /// Takes the listing off the market, so that another run begins anew.
    void retire(Offer offer) {
        for (var state : List.of("paused", "retired")) {
            var _ =
                    provider.post(
                            "/api/listings/" + offer.listingId() + "/state",
                            Map.of("state", state));
        }
        out.println("   the listing is retired again");
    }
}
