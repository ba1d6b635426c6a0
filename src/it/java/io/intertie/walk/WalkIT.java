package io.intertie.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        var after =
                provider.post(
                                "/api/listings/" + listing + "/prices",
                                Map.of(
                                        "base",
                                        Map.of(
                                                "input", "1.00",
                                                "cached_input", "0.10",
                                                "output", "4.00"),
                                        "margin",
                                        "0.10",
                                        "kwh_per_million",
                                        Map.of(
                                                "input", "0.10",
                                                "cached_input", "0.01",
                                                "output", "1.06"),
                                        "energy_grade",
                                        "d",
                                        "energy_source",
                                        "assumed for a test",
                                        "reason",
                                        "cheaper for a test"))
                        .get("number")
                        .asInt();
        assertEquals(before + 1, after);
        var caller = RunningMarket.client("INTERTIE_API_KEY");
        var reply =
                caller.post(
                        "/v1/chat/completions",
                        Map.of(
                                "model",
                                "sandbox/echo-1",
                                "messages",
                                List.of(Map.of("role", "user", "content", "hello")),
                                "provider",
                                Map.of("only", List.of("horinger-compute"))));
        var request = reply.at("/usage/cost_details/request_id").asText();
        var receipt =
                RunningMarket.client("INTERTIE_BUYER_MANAGEMENT_KEY")
                        .read("/api/requests/" + request);
        assertEquals(after, receipt.get("price_version").asInt());
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

    private int newestVersion(String listing) {
        var versions = provider.read("/api/listings/" + listing + "/prices").get("data");
        return versions.get(0).get("number").asInt();
    }
}
