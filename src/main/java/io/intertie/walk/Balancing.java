package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/// The end: every currency's books add up to zero, and nobody has touched the trail.
final class Balancing {
    private final PrintStream out;
    private final MarketClient admin;

    Balancing(Walk.Route route, PrintStream out) {
        this.out = out;
        this.admin = new MarketClient(route.market(), route.adminKey());
    }

    void check() {
        out.println("9. The trial balance, in micro (credits positive)");
        var balance = admin.read("/api/trial-balance");
        for (JsonNode line : balance.get("lines")) {
            out.printf(
                    "   %-20s %s %18d%n",
                    line.get("code").asText(),
                    line.get("currency").asText(),
                    line.get("balance").asLong());
        }
        balance.get("sums")
                .properties()
                .forEach(sum -> {
                    out.printf("   %-20s %s %18d%n", "sum", sum.getKey(), sum.getValue().asLong());
                    if (sum.getValue().asLong() != 0) {
                        throw new WalkFailed("the books of " + sum.getKey() + " are off");
                    }
                });
        var chain = admin.read("/api/audit/verification");
        out.printf("   audit chain %s: %s%n", chain.get("intact"), chain.get("detail").asText());
        if (!chain.get("intact").asBoolean()) {
            throw new WalkFailed("the audit chain is broken");
        }
    }
}
