package io.intertie.gateway.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a call's limits stand: of key and organisation the tighter one; empty where there is none.
public record Standing(Optional<Of> requests, Optional<Of> tokens) {
    /// Where nothing is limited.
    public static final Standing FREE = new Standing(Optional.empty(), Optional.empty());

    /// A limit a minute, what is left of it, and how long until all of it is back.
    public record Of(long limit, long remaining, Duration reset) {}

    /// As OpenAI's clients read it: `x-ratelimit-remaining-requests`.
    public Map<String, String> openAi() {
        var headers = new LinkedHashMap<String, String>();
        requests.ifPresent(of -> openAi(headers, "requests", of));
        tokens.ifPresent(of -> openAi(headers, "tokens", of));
        return headers;
    }

    private static void openAi(Map<String, String> headers, String what, Of of) {
        headers.put("x-ratelimit-limit-" + what, Long.toString(of.limit));
        headers.put("x-ratelimit-remaining-" + what, Long.toString(of.remaining));
        headers.put("x-ratelimit-reset-" + what, written(of.reset));
    }

    /// As Anthropic's clients read it: `anthropic-ratelimit-requests-remaining`, with instants.
    public Map<String, String> anthropic(Instant now) {
        var headers = new LinkedHashMap<String, String>();
        requests.ifPresent(of -> anthropic(headers, "requests", of, now));
        tokens.ifPresent(of -> anthropic(headers, "tokens", of, now));
        return headers;
    }

    private static void anthropic(Map<String, String> headers, String what, Of of, Instant now) {
        var prefix = "anthropic-ratelimit-" + what;
        headers.put(prefix + "-limit", Long.toString(of.limit));
        headers.put(prefix + "-remaining", Long.toString(of.remaining));
        var back = now.plusMillis(upwards(of.reset)).plusMillis(999);
        headers.put(prefix + "-reset", Instant.ofEpochSecond(back.getEpochSecond()).toString());
    }

    /// `17ms`, `6s`, `1m0s`.
    private static String written(Duration wait) {
        var millis = upwards(wait);
        if (millis < 1_000) {
            return millis + "ms";
        }
        var seconds = (millis + 999) / 1_000;
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }

    private static long upwards(Duration wait) {
        return (wait.toNanos() + 999_999) / 1_000_000;
    }
}
