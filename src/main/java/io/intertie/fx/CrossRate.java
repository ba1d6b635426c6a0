package io.intertie.fx;

import io.intertie.money.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// A pair's middle rate, with the reference rates that it was crossed from.
///
/// The currency that all are counted in, the hub, has no rate of its own, and no id.
record CrossRate(
        Rate mid,
        Optional<UUID> baseRateId,
        Optional<UUID> quoteRateId,
        String source,
        String quality,
        LocalDate asOf) {

    /// What one unit of the hub is worth in a currency, and who says so.
    record Reference(
            Optional<UUID> id, BigDecimal rate, String source, String quality, LocalDate asOf) {
        static Reference of(ReferenceRate rate) {
            return new Reference(
                    Optional.of(rate.id()),
                    rate.rate(),
                    rate.source(),
                    rate.quality(),
                    rate.asOf());
        }

        /// The hub in itself, to stand beside this one: it needs no rate and has no id.
        Reference ofTheHub() {
            return new Reference(Optional.empty(), BigDecimal.ONE, source, quality, asOf);
        }
    }

    /// One unit of base in quote: divided once, so that it is rounded once; as old as the older.
    static CrossRate of(Reference base, Reference quote) {
        return new CrossRate(
                new Rate(quote.rate().divide(base.rate(), 10, RoundingMode.HALF_EVEN)),
                base.id(),
                quote.id(),
                both(base.source(), quote.source()),
                both(base.quality(), quote.quality()),
                base.asOf().isBefore(quote.asOf()) ? base.asOf() : quote.asOf());
    }

    boolean isSeed() {
        return quality.startsWith(ShippedFile.SEED);
    }

    private static String both(String one, String other) {
        return one.equals(other) ? one : one + " / " + other;
    }
}
