package io.intertie.fx;

import io.intertie.money.Check;
import io.intertie.money.Rate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/// An exchange rate with its provenance, locked until it expires; superseded, never changed.
///
/// `mid` is the reference rate; `spreadBps` is what the market adds for the buyer's side (0 within
/// one currency). `source` and `quality` say where the reference came from, `asOf` of which day.
public record Quote(
        UUID id,
        CurrencyPair pair,
        Rate mid,
        int spreadBps,
        Instant validFrom,
        Instant validTo,
        String source,
        String quality,
        LocalDate asOf) {
    public Quote {
        Check.that(spreadBps >= 0 && spreadBps < 10_000, "spread of %s bps", spreadBps);
        Check.that(validFrom.isBefore(validTo), "quote from %s to %s", validFrom, validTo);
    }

    /// The spread as a fraction: 0.01 for 100 bps.
    public BigDecimal spread() {
        return BigDecimal.valueOf(spreadBps, 4);
    }

    public boolean isValidAt(Instant at) {
        return !at.isBefore(validFrom) && at.isBefore(validTo);
    }
}
