package io.intertie.fx;

import io.intertie.money.Currency;
import java.util.Optional;

/// A currency as sources write it: CNH is no ISO currency but the yuan, traded offshore.
record Symbol(Currency currency, ReferenceRate.Venue venue) {
    private static final String OFFSHORE = "CNH";

    /// What a source's code stands for; empty if it is no currency.
    static Optional<Symbol> of(String code) {
        if (code.equals(OFFSHORE)) {
            return Optional.of(new Symbol(Currency.of("CNY"), ReferenceRate.Venue.OFFSHORE));
        }
        if (!Currency.isKnown(code)) {
            return Optional.empty();
        }
        return Optional.of(
                new Symbol(
                        Currency.of(code),
                        code.equals("CNY")
                                ? ReferenceRate.Venue.ONSHORE
                                : ReferenceRate.Venue.ANY));
    }
}
