package io.intertie.tariff;

import io.intertie.money.Currency;
import io.intertie.tariff.TariffTable.DayType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An immutable set of prices of one listing, with all that it was computed from.
///
/// **Units** micro of the major unit per 1,000,000 tokens. **Always true** ranges `[effectiveFrom,
/// effectiveTo)` of a series neither overlap nor change.
public record PriceVersion(
        UUID id,
        UUID listingId,
        UUID seriesId,
        Kind kind,
        int number,
        Instant effectiveFrom,
        Optional<Instant> effectiveTo,
        Instant publishedAt,
        Currency providerCurrency,
        List<Line> lines,
        Inputs inputs,
        String inputsHash,
        String reason) {
    /// What a version is for, and whose series it belongs to.
    public enum Kind {
        /// Everybody's price; its series is the listing's.
        LIST,
        /// What no hour of a spot plan costs more than; in the listing's series, and billed never.
        CEILING,
        /// One hour of a spot plan; its series is its ceiling's version.
        HOUR,
        /// The price of one subscription; its series is the lock's.
        LOCK
    }

    /// One price: what the provider gets and what a buyer pays in one currency.
    public record Line(
            TokenClass tokens,
            Band band,
            Currency buyerCurrency,
            long providerMicroPerMillion,
            long buyerMicroPerMillion) {}

    /// What the prices were computed from; canonical text of it is hashed. `days` are the days of
    /// each type that the means of the tariff count, by month; empty where its days are alike.
    public record Inputs(
            UUID tariffVersionId,
            String tariffTableHash,
            Map<Band, BigDecimal> tariffPerKwh,
            EnergyProfile energy,
            BigDecimal pue,
            PriceTerms terms,
            Map<Currency, UUID> quotes,
            String formulaVersion,
            Map<Month, Map<DayType, Integer>> days,
            Particulars particulars) {
        /// Inputs with a tariff whose days are alike.
        public Inputs(
                UUID tariffVersionId,
                String tariffTableHash,
                Map<Band, BigDecimal> tariffPerKwh,
                EnergyProfile energy,
                BigDecimal pue,
                PriceTerms terms,
                Map<Currency, UUID> quotes,
                String formulaVersion) {
            this(
                    tariffVersionId,
                    tariffTableHash,
                    tariffPerKwh,
                    energy,
                    pue,
                    terms,
                    quotes,
                    formulaVersion,
                    Map.of(),
                    Particulars.NONE);
        }
    }

    /// What only some plans need: `weights` of the 24 hours of the site's day for a flat price, the
    /// day-ahead price of an hour, what a lock was agreed on.
    public record Particulars(List<Long> weights, Optional<Hour> hour, Optional<Lock> lock) {
        public static final Particulars NONE =
                new Particulars(List.of(), Optional.empty(), Optional.empty());

        public Particulars {
            weights = List.copyOf(weights);
        }
    }

    /// A day-ahead price, where it is from, and what the site's table adds to it before and after
    /// the line loss: per kWh, in the provider's currency.
    public record Hour(
            Instant from,
            BigDecimal dayAheadPerKwh,
            BigDecimal partsPerKwh,
            BigDecimal leviesPerKwh,
            String source) {}

    /// A lock's days and what they add to each currency's spread; with an `index` the price moves
    /// by the agreed formula instead of standing still.
    public record Lock(int days, Map<Currency, BigDecimal> spreads, Optional<Index> index) {
        public Lock {
            spreads = Map.copyOf(spreads);
        }
    }

    /// The kWh prices and rates at signing, and how far each may have moved since.
    public record Index(
            Map<Band, BigDecimal> tariffPerKwh,
            Map<Currency, BigDecimal> mids,
            BigDecimal mostRise,
            BigDecimal mostFall) {
        public Index {
            tariffPerKwh = Map.copyOf(tariffPerKwh);
            mids = Map.copyOf(mids);
        }
    }

    /// A version of everybody's prices, published when it begins.
    public PriceVersion(
            UUID id,
            UUID listingId,
            int number,
            Instant effectiveFrom,
            Optional<Instant> effectiveTo,
            Currency providerCurrency,
            List<Line> lines,
            Inputs inputs,
            String inputsHash,
            String reason) {
        this(
                id,
                listingId,
                listingId,
                Kind.LIST,
                number,
                effectiveFrom,
                effectiveTo,
                effectiveFrom,
                providerCurrency,
                lines,
                inputs,
                inputsHash,
                reason);
    }

    public PriceVersion {
        lines = List.copyOf(lines);
    }

    /// The line for a class in a band, for a buyer of that currency.
    public Optional<Line> line(TokenClass tokens, Band band, Currency buyerCurrency) {
        // Each request asks this several times.
        for (var line : lines) {
            if (line.tokens() == tokens
                    && line.band() == band
                    && line.buyerCurrency().equals(buyerCurrency)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    public boolean isInForceAt(Instant at) {
        return !at.isBefore(effectiveFrom) && effectiveTo.map(at::isBefore).orElse(true);
    }
}
