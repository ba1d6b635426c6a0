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
/// effectiveTo)` of a listing neither overlap nor change.
public record PriceVersion(
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
            Map<Month, Map<DayType, Integer>> days) {
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
                    Map.of());
        }
    }

    public PriceVersion {
        lines = List.copyOf(lines);
    }

    /// The line for a class in a band, for a buyer of that currency.
    public Optional<Line> line(TokenClass tokens, Band band, Currency buyerCurrency) {
        return lines.stream()
                .filter(line -> line.tokens() == tokens && line.band() == band)
                .filter(line -> line.buyerCurrency().equals(buyerCurrency))
                .findFirst();
    }

    public boolean isInForceAt(Instant at) {
        return !at.isBefore(effectiveFrom) && effectiveTo.map(at::isBefore).orElse(true);
    }
}
