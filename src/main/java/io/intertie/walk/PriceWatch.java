package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// The buyer's part: reads the output price where buyers see it, and on the receipt of a call.
final class PriceWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /// The model page's anatomy, read as someone in euro sees it.
    private static final Pattern WHERE = Pattern.compile("Where €([0-9.,]+) goes");

    private static final String[] IN_EURO = {"Cookie", "prefs=en.EUR.UTC.auto"};

    private final PrintStream out;
    private final MarketClient buyer;
    private final TariffChange.Parties parties;
    private MarketClient caller;
    private String model = "";
    private JsonNode receipt = MarketClient.JSON.nullNode();

    PriceWatch(TariffChange.Parties parties, PrintStream out) {
        this.parties = parties;
        this.out = out;
        this.buyer = new MarketClient(parties.market(), parties.buyerKey());
        this.caller = buyer;
    }

    /// Subscribes, pays in and makes a key.
    void prepare(Guangdong.Offer offer) {
        model = offer.model();
        var _ = buyer.post("/api/subscriptions", Map.of("model", model, "currency", "EUR"));
        var _ =
                buyer.post(
                        "/api/wallets/EUR/top-ups",
                        Map.of("amount", "5.00", "card", "accepted"),
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        var key = buyer.post("/api/keys", Map.of("name", "tariff change", "purpose", "gateway"));
        caller = new MarketClient(parties.gateway(), key.get("secret").asText());
    }

    /// Calls once and prints what the receipt says.
    void call(String when) {
        var reply =
                caller.post(
                        "/v1/chat/completions",
                        Map.of(
                                "model",
                                model,
                                "max_tokens",
                                16,
                                "messages",
                                List.of(Map.of("role", "user", "content", "What does it cost?"))));
        var id = reply.get("usage").get("cost_details").get("request_id").asText();
        receipt = buyer.read("/api/requests/" + id);
        out.printf(
                "   %-9s receipt %s: version %s, band %s, output %s micro EUR per 1M%n",
                when, id, receipt.get("price_version"), band(), receiptOutput());
    }

    private String band() {
        return receipt.get("request").get("usage").get("band").asText();
    }

    private long receiptOutput() {
        return StreamSupport.stream(receipt.get("prices").spliterator(), false)
                .filter(line -> line.get("tokens").asText().equals("OUTPUT"))
                .map(line -> line.get("buyer_micro_per_million").asLong())
                .findFirst()
                .orElseThrow(() -> new WalkFailed("the receipt has no price of output"));
    }

    void mustBeOnTheReceipt(Guangdong.Price price) {
        var is = receipt.get("price_version").asInt();
        if (is != price.number() || receiptOutput() != price.output(band(), "EUR")) {
            throw new WalkFailed("the receipt has version " + is + ", not " + price.number());
        }
    }

    /// Looks until model page and `/v1/models` show a version, and prints how long each took.
    void await(Guangdong.Price price, Instant began, Duration patience) {
        var deadline = began.plus(patience);
        var listed = -1L;
        var shown = -1L;
        while (listed < 0 || shown < 0) {
            var pricing = caller.read("/v1/models/" + model).get("pricing");
            var band = pricing.get("band").asText();
            var currency = pricing.get("currency").asText();
            if (listed < 0 && perMillion(pricing) == price.output(band, currency)) {
                listed = TariffChange.since(began);
                out.printf(
                        "   /v1/models  completion %s %s per token in %s after %d ms%n",
                        pricing.get("completion").asText(), currency, band, listed);
            }
            if (shown < 0 && pagePrice() == price.output(band, "EUR")) {
                shown = TariffChange.since(began);
                out.printf(
                        "   model page  %s micro EUR per 1M output in %s after %d ms%n",
                        price.output(band, "EUR"), band, shown);
            }
            pause(deadline);
        }
    }

    private static void pause(Instant deadline) {
        if (Instant.now(java.time.Clock.systemUTC()).isAfter(deadline)) {
            throw new WalkFailed("page or list did not show the version in time");
        }
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new WalkFailed("interrupted", stopped);
        }
    }

    private static long perMillion(JsonNode pricing) {
        return new BigDecimal(pricing.get("completion").asText())
                .movePointRight(12)
                .longValueExact();
    }

    private long pagePrice() {
        var page = buyer.text("/models/" + model, IN_EURO);
        var found = WHERE.matcher(page);
        if (!found.find()) {
            throw new WalkFailed("the model page shows no anatomy of the price");
        }
        return new BigDecimal(found.group(1).replace(",", "")).movePointRight(6).longValueExact();
    }

    /// Prints what an announced version changes, band by band.
    void compare(Guangdong.Price before, Guangdong.Price after) {
        for (var line : after.lines()) {
            var isOutput = line.get("tokens").asText().equals("OUTPUT");
            if (isOutput && line.get("buyer_currency").asText().equals("EUR")) {
                var band = line.get("band").asText();
                out.printf(
                        "   %-11s output %d, then %d micro EUR per 1M%n",
                        band, before.output(band, "EUR"), after.output(band, "EUR"));
            }
        }
    }
}
