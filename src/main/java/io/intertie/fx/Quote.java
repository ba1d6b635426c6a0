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
/// one currency), `bufferBps` what it adds because the reference is old. `source` and `quality` say
/// where the reference came from, `asOf` of which day.
public record Quote(
        UUID id,
        CurrencyPair pair,
        Rate mid,
        int spreadBps,
        int bufferBps,
        Instant validFrom,
        Instant validTo,
        String source,
        String quality,
        LocalDate asOf) {
    public Quote {
        Check.that(spreadBps >= 0 && spreadBps < 10_000, "spread of %s bps", spreadBps);
        Check.that(bufferBps >= 0 && bufferBps < 10_000, "buffer of %s bps", bufferBps);
        Check.that(validFrom.isBefore(validTo), "quote from %s to %s", validFrom, validTo);
    }

    /// What the buyer's side pays on top of the mid, as a fraction: spread and buffer, 0.01 for 100
    /// bps.
    public BigDecimal spread() {
        return BigDecimal.valueOf(Math.addExact(spreadBps, bufferBps), 4);
    }

    /// What the buyer's side pays for one unit of the base.
    public Rate rate() {
        return new Rate(mid.value().multiply(BigDecimal.ONE.add(spread())));
    }

    /// How old the reference is now.
    public Freshness freshness(Instant now) {
        return Freshness.of(asOf, isSeed(), now);
    }

    /// Whether it was made from the rates that ship for demonstration.
    public boolean isSeed() {
        return quality.startsWith(ShippedFile.SEED);
    }

    public boolean isValidAt(Instant at) {
        return !at.isBefore(validFrom) && at.isBefore(validTo);
    }
}
