package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// How a listing comes on the market: by a certification run that it passed, and is waited for.
final class GoingLive {
    private static final long LOOK_NANOS = 300_000_000L;

    private GoingLive() {}

    static void certified(MarketClient provider, String listing, PrintStream out) {
        var runs = "/api/listings/" + listing + "/certifications";
        var run = provider.post(runs, Map.of());
        while (run.get("state").asText().equals("RUNNING")) {
            LockSupport.parkNanos(LOOK_NANOS);
            run = provider.read(runs + "/" + run.get("id").asText());
        }
        out.printf("   certified %s, run %s%n", run.get("state").asText(), run.get("id").asText());
        for (JsonNode step : run.get("steps")) {
            out.printf(
                    "             %-8s %-8s %s %s%n",
                    step.get("step").asText(),
                    step.get("progress").asText(),
                    step.get("detail").asText(),
                    step.path("remedy").asText(""));
        }
        var _ = provider.post("/api/listings/" + listing + "/state", Map.of("state", "live"));
    }
}
