package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.StreamSupport;

/// The admins' part: close, be refused alone, approve with a second person, write the bank file.
final class Settling {
    private final PrintStream out;
    private final MarketClient preparer;
    private final MarketClient approver;

    Settling(Walk.Route route, PrintStream out) {
        this.out = out;
        this.preparer = new MarketClient(route.market(), route.adminKey());
        this.approver = new MarketClient(route.market(), route.secondAdminKey());
    }

    String closeApproveAndPay(Supplying.Listed listing) {
        out.println("6. An admin closes the provider's window");
        var window = open(listing.providerId());
        var closed = preparer.post("/api/windows/" + window + "/close", Map.of());
        var statement = closed.get("statement");
        for (String part : new String[] {"gross", "reserve", "due", "payable", "carried"}) {
            out.printf("   %-9s %s%n", part, money(statement.get(part)));
        }
        for (JsonNode control : statement.get("controls")) {
            out.printf(
                    "   control   %s: %s (%s)%n",
                    control.get("name").asText(),
                    control.get("passed").asBoolean() ? "passed" : "FAILED",
                    control.get("detail").asText());
        }
        var payout = closed.get("payout").get("id").asText();
        out.println("7. The payout needs a second admin");
        var alone = preparer.status("/api/payouts/" + payout + "/approve", Map.of());
        if (alone / 100 != 4) {
            throw new WalkFailed("the preparer could approve: " + alone);
        }
        out.printf("   preparer  refused with %d%n", alone);
        var sent = approver.post("/api/payouts/" + payout + "/approve", Map.of()).get("payout");
        out.printf(
                "   approved  %s, %s, end-to-end id %s%n",
                sent.get("state").asText(),
                money(sent.get("amount")),
                sent.get("end_to_end_id").asText());
        out.println("8. The bank file (pain.001.001.09)");
        var file = approver.text("/api/payouts/" + payout + "/payment-file");
        for (String name : new String[] {"NbOfTxs", "CtrlSum", "EndToEndId"}) {
            out.printf("   %-9s %s%n", name, element(file, name));
        }
        return file;
    }

    private String open(String providerId) {
        return StreamSupport.stream(preparer.read("/api/windows").get("data").spliterator(), false)
                .filter(window -> window.get("provider_id").asText().equals(providerId))
                .filter(window -> window.get("state").asText().equals("OPEN"))
                .map(window -> window.get("id").asText())
                .findFirst()
                .orElseThrow(() -> new WalkFailed("the provider has no open window"));
    }

    private static String money(JsonNode money) {
        var micro = money.get("micro").asLong();
        return money.get("currency").asText()
                + " "
                + java.math.BigDecimal.valueOf(micro, 6).toPlainString();
    }

    private static String element(String xml, String name) {
        var start = xml.indexOf("<" + name + ">");
        var end = xml.indexOf("</" + name + ">");
        if (start < 0 || end < 0) {
            throw new WalkFailed("the bank file has no " + name);
        }
        return xml.substring(start + name.length() + 2, end);
    }
}
