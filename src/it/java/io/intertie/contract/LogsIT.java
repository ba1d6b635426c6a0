package io.intertie.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.walk.RunningMarket;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Logs from the moment at which a buyer wants them until they are gone, in a running market.
class LogsIT {
    private static final String WORDS = "wolpertinger at night";
    private static final Pattern REQUEST_ID = Pattern.compile("\"request_id\":\"([^\"]+)\"");

    @Test
    void aLogIsTheBuyersAloneAndGoneWhenItIsSwitchedOff() throws Exception {
        try (var foreign = new Foreign()) {
            var buyer = RunningMarket.env("INTERTIE_BUYER_MANAGEMENT_KEY");
            var rule = "/api/logs/rule";
            var set = new Call("PUT", rule, "application/json", "{\"days\":7}").send(buyer);
            assertTrue(set.body().contains("\"kept\":true"), set.body());
            // A node knows of it within a second.
            TimeUnit.SECONDS.sleep(2);
            var log = "/api/requests/" + asked() + "/log";
            var opened = opened(log, buyer);
            assertTrue(opened.contains(WORDS) && opened.contains("\"truncated\":false"), opened);

            var admin = RunningMarket.env("INTERTIE_ADMIN_MANAGEMENT_KEY");
            assertEquals(404, Call.get(log).send(foreign.strangersKey()).statusCode());
            assertEquals(403, Call.get(log).send(admin).statusCode());

            var off = new Call("DELETE", rule, "", "").send(buyer);
            assertEquals(422, off.statusCode(), off.body());
            var gone = new Call("DELETE", rule + "?confirm=true", "", "").send(buyer);
            assertTrue(gone.body().contains("\"kept\":false"), gone.body());
            assertTrue(gone.body().contains("\"logs\":0"), gone.body());
            assertEquals(404, Call.get(log).send(buyer).statusCode());
            assertFalse(Call.get("/api/logs").made(buyer).contains(log.substring(14, 50)));
        }
    }

    private static String asked() throws Exception {
        var body =
                """
                {"model": "sandbox/echo-1", "messages": [{"role": "user", "content": "%s"}]}
                """
                        .formatted(WORDS);
        var answer =
                Call.post("/v1/chat/completions", body).made(RunningMarket.env("INTERTIE_API_KEY"));
        var id = REQUEST_ID.matcher(answer);
        assertTrue(id.find(), answer);
        return id.group(1);
    }

    /// It is written a moment after its answer.
    private static String opened(String log, String key) throws Exception {
        var answer = Call.get(log).send(key);
        for (int i = 0; i < 50 && answer.statusCode() == 404; i++) {
            TimeUnit.MILLISECONDS.sleep(200);
            answer = Call.get(log).send(key);
        }
        return answer.body();
    }
}
