package io.intertie.tariff;

import java.math.BigDecimal;

/// How much IT energy a listing's tokens take.
///
/// **Units** kWh per 1M tokens of the class, at the server, before PUE. `grade` A metered, B GPU
/// telemetry, C declared, D model estimate; `source` says by whom.
public record EnergyProfile(
        BigDecimal input, BigDecimal cachedInput, BigDecimal output, Grade grade, String source) {
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
}
