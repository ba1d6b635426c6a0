package io.intertie.metering;

import io.intertie.money.Check;
import io.intertie.tariff.TokenClass;

/// Tokens by priced class, disjoint. `reasoning` tells how many of the output were reasoning.
public record TokenCount(long input, long cachedInput, long output, long reasoning) {
    public static final TokenCount NONE = new TokenCount(0, 0, 0, 0);

    public TokenCount {
        Check.that(input >= 0 && cachedInput >= 0, "input %s, cached %s", input, cachedInput);
        Check.that(output >= 0 && reasoning >= 0, "output %s, reasoning %s", output, reasoning);
        Check.that(reasoning <= output, "reasoning %s of output %s", reasoning, output);
    }

    public long of(TokenClass tokens) {
        return switch (tokens) {
            case INPUT -> input;
            case CACHED_INPUT -> cachedInput;
            case OUTPUT -> output;
        };
    }

    public long total() {
        return Math.addExact(Math.addExact(input, cachedInput), output);
    }
}
