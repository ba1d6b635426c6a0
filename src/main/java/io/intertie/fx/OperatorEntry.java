package io.intertie.fx;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A rate that the operator's people entered and confirmed, as a source like any other.
///
/// Its payload is one line of text that names the rate and both persons.
final class OperatorEntry implements RateSource {
    static final String NAME = "operator";

    private final RateEntry entry;
    private final Instant confirmedAt;

    OperatorEntry(RateEntry entry, Instant confirmedAt) {
        this.entry = entry;
        this.confirmedAt = confirmedAt;
    }

    byte[] payload(String confirmedBy) {
        return "%s 1 EUR = %s %s; entered by %s, confirmed by %s; %s"
                .formatted(
                        entry.asOf(),
                        entry.rate().toPlainString(),
                        entry.symbol(),
                        entry.enteredBy(),
                        confirmedBy,
                        entry.evidence())
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String quality() {
        return "entered by the operator, confirmed by a second person";
    }

    @Override
    public List<Line> read(byte[] payload, LocalDate today) {
        var symbol = checked(entry.symbol(), entry.rate(), entry.asOf(), today);
        return List.of(
                new Line(
                        entry.asOf(),
                        EcbFile.EUR,
                        symbol.currency(),
                        symbol.venue(),
                        entry.rate(),
                        Optional.of(confirmedAt)));
    }

    /// @throws Problem at the field at fault
    static Symbol checked(String code, BigDecimal rate, LocalDate asOf, LocalDate today) {
        var symbol =
                Symbol.of(code)
                        .filter(it -> !it.currency().equals(EcbFile.EUR))
                        .orElseThrow(() ->
                                Problem.field(
                                        "currency",
                                        Wording.of(
                                                "fx.currency",
                                                "This is no currency that a euro can be counted"
                                                        + " in.")));
        if (rate.signum() <= 0 || rate.scale() > 10 || rate.precision() - rate.scale() > 10) {
            throw Problem.field(
                    "rate",
                    Wording.of(
                            "fx.rate",
                            "The rate is above zero, with at most 10 digits and 10 decimals."));
        }
        if (asOf.isAfter(today) || asOf.isBefore(today.minusDays(10))) {
            throw Problem.field(
                    "asOf", Wording.of("fx.day", "The day is today or one of the last ten."));
        }
        return symbol;
    }
}
