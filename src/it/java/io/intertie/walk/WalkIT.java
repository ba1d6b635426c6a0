package io.intertie.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.sandbox.SandboxProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkIT {
    private final MarketClient provider = RunningMarket.client("INTERTIE_PROVIDER_MANAGEMENT_KEY");

    @Test
    void oneCompletionGoesFromKeyToPayout() throws IOException {
        var said = new ByteArrayOutputStream();
        try (var upstream = SandboxProvider.start(0, "upstream-credential");
                var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            var route =
                    new Walk.Route(
                            RunningMarket.url(),
                            RunningMarket.gateway(),
                            RunningMarket.env("INTERTIE_BUYER_MANAGEMENT_KEY"),
                            RunningMarket.env("INTERTIE_PROVIDER_MANAGEMENT_KEY"),
                            RunningMarket.env("INTERTIE_ADMIN_MANAGEMENT_KEY"),
                            RunningMarket.env("INTERTIE_ADMIN2_MANAGEMENT_KEY"),
                            upstream.baseUrl(),
                            "echo-1",
                            "upstream-credential");
            // It fails by itself where a receipt, a control or the trial balance disagrees.
            new Walk(route, RunningMarket.data().resolve("walk"), out).run();
        }
        var text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("end-to-end id"), text);
        assertTrue(text.contains("audit chain true"), text);
        var file = Files.readString(RunningMarket.data().resolve("walk/pain.001.xml"));
        assertTrue(file.contains("urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"), file);
    }

    @Test
    void oneTariffChangeGoesToAReceipt() {
        var listing = listingOf("echo-1");
        var before = newestVersion(listing);
        var site = provider.read("/api/sites").at("/data/0/id").asText();
        // A better load factor spreads the demand charge over more energy: cheaper, so at once.
        var draft =
                provider.post(
                        "/api/sites/" + site + "/tariffs",
                        Map.of(
                                "reference",
                                "CN-NM-W",
                                "load_factor",
                                "0.95",
                                "loss_fraction",
                                "0"));
        assertEquals("DRAFT", draft.get("state").asText());
        assertEquals(before.get("number"), newestVersion(listing).get("number"));
        var verify = "/api/tariffs/" + draft.get("id").asText() + "/verify";
        assertEquals(403, provider.status(verify, Map.of()), "the drafter does not verify");
        var verified = RunningMarket.client("INTERTIE_ADMIN_MANAGEMENT_KEY").post(verify, Map.of());
        assertEquals("VERIFIED", verified.get("state").asText());
        var after = newestVersion(listing);
        assertEquals(before.get("number").asInt() + 1, after.get("number").asInt());

        var reply =
                RunningMarket.client("INTERTIE_API_KEY")
                        .post(
                                "/v1/chat/completions",
                                Map.of(
                                        "model",
                                        "sandbox/echo-1",
                                        "messages",
                                        List.of(Map.of("role", "user", "content", "hello")),
                                        "provider",
                                        Map.of("only", List.of("horinger-compute"))));
        assertEquals(after.get("id"), reply.at("/usage/cost_details/price_version"));
        var request = reply.at("/usage/cost_details/request_id").asText();
        var receipt =
                RunningMarket.client("INTERTIE_BUYER_MANAGEMENT_KEY")
                        .read("/api/requests/" + request);
        assertEquals(after.get("number"), receipt.get("price_version"));
        assertEquals(
                0,
                new BigDecimal(receipt.at("/request/cost").asText())
                        .compareTo(reply.at("/usage/cost").decimalValue()));
    }

    private String listingOf(String upstreamModel) {
        for (var own : provider.read("/api/listings/own").get("data")) {
            if (own.get("upstream_model").asText().equals(upstreamModel)
                    && own.get("endpoint").asText().equals(sandbox())) {
                return own.get("id").asText();
            }
        }
        throw new AssertionError("the demonstration has no " + upstreamModel);
    }

    private static String sandbox() {
        return RunningMarket.sandboxUrl();
    }

    private JsonNode newestVersion(String listing) {
        return provider.read("/api/listings/" + listing + "/prices").at("/data/0");
    }
}
