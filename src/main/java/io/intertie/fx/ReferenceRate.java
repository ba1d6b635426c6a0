package io.intertie.fx;

import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// A rate as a source published it: one unit of `base` is worth `rate` of `quote`; never changed.
///
/// `payloadSha256` names the file or entry that it came in.
public record ReferenceRate(
        UUID id,
        String source,
        String quality,
        Currency base,
        Currency quote,
        Venue venue,
        BigDecimal rate,
        LocalDate asOf,
        Optional<Instant> publishedAt,
        Instant fetchedAt,
        String payloadSha256,
        Standing standing) {

    /// Where a currency with two markets was traded: the yuan is CNY onshore and CNH offshore, and
    /// stays one currency. Prices are made from onshore rates.
    public enum Venue {
        ANY,
        ONSHORE,
        OFFSHORE;

        /// The tag that traders write, if there is one.
        public Optional<String> tag() {
            return switch (this) {
                case ANY -> Optional.empty();
                case ONSHORE -> Optional.of("CNY");
                case OFFSHORE -> Optional.of("CNH");
            };
        }
    }

    /// Whether quotes are made from it. Held: it moved more than the guard allows, and no second
    /// source agreed.
    public enum Standing {
        ACCEPTED,
        HELD
    }

    public boolean isHeld() {
        return standing == Standing.HELD;
    }
}
