package io.intertie.fx;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The quotes in force, made from reference rates.
public interface Quotes {
    /// The quote in force now for a pair, made if there is none; empty if no source has the pair.
    Optional<Quote> current(CurrencyPair pair);

    Optional<Quote> find(UUID id);

    /// The newest first.
    List<Quote> latest(int limit);
}
