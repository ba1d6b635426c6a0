package io.intertie.fx;

import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Somewhere that reference rates come from: turns what it sent into rates, or refuses it whole.
interface RateSource {
    /// Kept with each rate.
    String name();

    /// What its rates may be used for.
    String quality();

    /// The rates in a payload; `today` is the day in Frankfurt.
    ///
    /// @throws io.intertie.platform.http.Problem telling what is wrong; nothing of it is used then
    List<Line> read(byte[] payload, LocalDate today);

    /// One unit of `base` in `quote`, on a day.
    record Line(
            LocalDate asOf,
            Currency base,
            Currency quote,
            ReferenceRate.Venue venue,
            BigDecimal rate,
            Optional<Instant> publishedAt) {}
}
