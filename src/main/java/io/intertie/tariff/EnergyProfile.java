package io.intertie.tariff;

import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/// How much IT energy a listing's tokens take.
///
/// **Units** kWh per 1M tokens of the class, at the server, before PUE. `grade` A metered, B GPU
/// telemetry, C declared, D model estimate; `source` says by whom.
public record EnergyProfile(
        BigDecimal input, BigDecimal cachedInput, BigDecimal output, Grade grade, String source) {
    private static final BigDecimal MOST = BigDecimal.valueOf(10_000);

    public enum Grade {
        A,
        B,
        C,
        D
    }

    public BigDecimal of(TokenClass tokens) {
        return switch (tokens) {
            case INPUT -> input;
            case CACHED_INPUT -> cachedInput;
            case OUTPUT -> output;
        };
    }

    /// What is wrong with a profile that somebody typed, by field.
    Map<String, Wording> faults() {
        var faults = new HashMap<String, Wording>();
        for (var tokens : TokenClass.values()) {
            if (of(tokens).signum() < 0 || of(tokens).compareTo(MOST) > 0) {
                faults.put(
                        "energy." + tokens,
                        Wording.of("energy.range", "lies between 0 and %s kWh", MOST));
            }
        }
        if (source.isBlank()) {
            faults.put(
                    "energy.source",
                    Wording.of("energy.source", "says who measured or declared it"));
        }
        return faults;
    }
}
