package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The buyer's part: subscribe, pay in, call, compare each receipt with the reply.
final class Buying {
    private static final int CALLS = 6;

    private final Walk.Route route;
    private final Supplying.Listed listing;
    private final PrintStream out;
    private final MarketClient buyer;
    private MarketClient caller;

    Buying(Walk.Route route, Supplying.Listed listing, PrintStream out) {
        this.route = route;
        this.listing = listing;
        this.out = out;
        this.buyer = new MarketClient(route.market(), route.buyerKey());
        this.caller = buyer;
    }

    void subscribeAndFund() {
        out.println("2. A buyer subscribes, tops up by the sandbox card, makes a key");
        for (String model : List.of(listing.model(), "sandbox/echo-1")) {
            var _ = buyer.post("/api/subscriptions", Map.of("model", model, "currency", "EUR"));
        }
        var booked =
                buyer.post(
                        "/api/wallets/EUR/top-ups",
                        Map.of("amount", "25.00", "card", "accepted"),
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        var key =
                buyer.post("/api/keys", Map.of("name", "walk", "purpose", "gateway"))
                        .get("secret")
                        .asText();
        caller = new MarketClient(route.gateway(), key);
        out.printf(
                "   credited  EUR %s, fee EUR %s by %s%n",
                booked.get("credited").get("amount").asText(),
                booked.get("fee").get("amount").asText(),
                booked.get("processor").asText());
        printWallet();
    }

    void callOnce() {
        out.println("3. A call, not streamed");
        var reply = caller.post("/v1/chat/completions", chat("Once upon a time", false));
        show(reply.get("usage"), reply);
    }

    void callStreamed() throws IOException {
        out.println("4. The same, streamed");
        var events = caller.stream("/v1/chat/completions", chat("Once upon a time", true));
        if (!events.getLast().equals("[DONE]")) {
            throw new WalkFailed("the stream did not end in [DONE]: " + events.getLast());
        }
        var last = MarketClient.JSON.readTree(events.get(events.size() - 2));
        out.printf("   events    %d%n", events.size());
        show(last.get("usage"), last);
    }

    /// The sandbox answers as long as it is told, so that the window is worth a bank transfer.
    void callUntilWorthPaying() {
        out.println("5. " + CALLS + " longer calls of the sandbox, to fill the window");
        var total = BigDecimal.ZERO;
        for (int i = 0; i < CALLS; i++) {
            var reply =
                    caller.post(
                            "/v1/chat/completions",
                            Map.of(
                                    "model",
                                    "sandbox/echo-1",
                                    "messages",
                                    List.of(
                                            Map.of(
                                                    "role",
                                                    "user",
                                                    "content",
                                                    "Report " + i + " [[sandbox:tokens=2000]]")),
                                    "provider",
                                    Map.of("only", List.of(listing.providerSlug()))));
            total = total.add(cost(reply.get("usage")));
        }
        out.printf("   cost      EUR %s%n", total.toPlainString());
        printWallet();
    }

    private Map<String, Object> chat(String text, boolean streamed) {
        return Map.of(
                "model",
                listing.model(),
                "stream",
                streamed,
                "max_tokens",
                48,
                "messages",
                List.of(Map.of("role", "user", "content", text)));
    }

    private void show(JsonNode usage, JsonNode reply) {
        var details = usage.get("cost_details");
        var receipt = buyer.read("/api/requests/" + details.get("request_id").asText());
        var booked = new BigDecimal(receipt.get("request").get("cost").asText());
        out.printf("   provider  %s%n", reply.get("provider").asText());
        out.printf(
                "   tokens    %s in, %s out%n",
                usage.get("prompt_tokens"), usage.get("completion_tokens"));
        out.printf(
                "   cost      EUR %s in the reply, EUR %s on the receipt%n",
                cost(usage).toPlainString(), booked.toPlainString());
        out.printf(
                "   price     version %s, band %s, quote %s%n",
                receipt.get("price_version"),
                receipt.get("request").get("usage").get("band").asText(),
                receipt.path("quote").path("id").asText("none: one currency"));
        if (booked.compareTo(cost(usage)) != 0) {
            throw new WalkFailed("the receipt disagrees with the reply");
        }
    }

    private static BigDecimal cost(JsonNode usage) {
        return usage.get("cost").decimalValue();
    }

    private void printWallet() {
        for (JsonNode wallet : buyer.read("/api/wallets").get("data")) {
            out.printf(
                    "   wallet    %s %s, held %s%n",
                    wallet.get("posted").get("currency").asText(),
                    wallet.get("posted").get("amount").asText(),
                    wallet.get("held").get("amount").asText());
        }
    }
}
