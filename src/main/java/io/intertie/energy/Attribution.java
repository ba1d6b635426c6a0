package io.intertie.energy;

import io.intertie.metering.TokenCount;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.TokenClass;
import io.intertie.tariff.energy.MeasuredEnergy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Shares a site's measured energy out over the tokens that it served.
///
/// The declared profiles are the key: an interval's energy over what they would have it be is one
/// factor for all its tokens, and a listing's measured profile is its declared one times the mean
/// of that factor, weighted by what it served. So a site's listings together account for all of its
/// energy, and classes keep their ratio. An interval in which nothing was served counts for nobody.
record Attribution(BigDecimal pue, Map<UUID, EnergyProfile> declared) {
    private static final Duration STEADY_OVER = Duration.ofDays(7);
    private static final int ENOUGH_TO_BE_STEADY = 12;
    private static final int DIGITS = 6;

    /// A reading with the tokens served in it, by listing.
    record Served(EnergyReading reading, Map<UUID, TokenCount> tokens) {}

    private record Part(EnergyReading reading, BigDecimal expected, BigDecimal factor) {}

    /// The IT energy that an interval's tokens would take by the declared profiles. **Units** kWh.
    BigDecimal expected(Map<UUID, TokenCount> tokens) {
        return tokens.entrySet().stream()
                .map(entry -> expected(entry.getKey(), entry.getValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal expected(UUID listingId, TokenCount tokens) {
        var profile = declared.get(listingId);
        if (profile == null) {
            return BigDecimal.ZERO;
        }
        var sum = BigDecimal.ZERO;
        for (var one : TokenClass.values()) {
            sum = sum.add(profile.of(one).multiply(BigDecimal.valueOf(tokens.of(one))));
        }
        return sum.movePointLeft(6);
    }

    /// The measured profile of a listing; empty if it served nothing in any of the readings.
    Optional<MeasuredEnergy> measured(UUID listingId, List<Served> readings) {
        var parts = new ArrayList<Part>();
        for (var one : readings) {
            var own = one.tokens().getOrDefault(listingId, TokenCount.NONE);
            var expected = expected(listingId, own);
            if (expected.signum() > 0) {
                var factor = Sums.divided(one.reading().it(pue), expected(one.tokens()));
                parts.add(new Part(one.reading(), expected, factor));
            }
        }
        return Optional.ofNullable(declared.get(listingId))
                .filter(one -> !parts.isEmpty())
                .map(profile -> measured(listingId, profile, parts));
    }

    private MeasuredEnergy measured(UUID listingId, EnergyProfile profile, List<Part> parts) {
        var all = sum(parts, Part::expected);
        var factor = Sums.divided(sum(parts, one -> one.expected().multiply(one.factor())), all);
        var isMetered =
                parts.stream()
                        .allMatch(
                                one -> one.reading().evidence() == EnergyReading.Evidence.METERED);
        var until = latest(parts);
        return new MeasuredEnergy(
                listingId,
                new EnergyProfile(
                        scaled(profile.input(), factor),
                        scaled(profile.cachedInput(), factor),
                        scaled(profile.output(), factor),
                        isMetered ? EnergyProfile.Grade.A : EnergyProfile.Grade.B,
                        "measured"),
                parts.size(),
                parts.stream()
                        .map(one -> one.reading().from())
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                until,
                steadiness(parts, until));
    }

    private static Instant latest(List<Part> parts) {
        return parts.stream()
                .map(one -> one.reading().until())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    // Tokens per facility kWh vary as one over the factor and the interval's own PUE.
    private Optional<BigDecimal> steadiness(List<Part> parts, Instant until) {
        var yields =
                parts.stream()
                        .filter(one -> one.reading().until().isAfter(until.minus(STEADY_OVER)))
                        .map(one -> {
                            var ofIt = one.reading().it(pue);
                            var ofFacility = one.reading().facility(pue);
                            return Sums.divided(ofIt, one.factor().multiply(ofFacility));
                        })
                        .sorted()
                        .toList();
        return yields.size() < ENOUGH_TO_BE_STEADY
                ? Optional.empty()
                : Optional.of(
                        Sums.divided(percentile(yields, 5), percentile(yields, 50))
                                .setScale(4, RoundingMode.HALF_UP));
    }

    // The smallest figure that at least so many per cent reach.
    private static BigDecimal percentile(List<BigDecimal> sorted, int percent) {
        return sorted.get(Math.max(0, Math.ceilDiv(sorted.size() * percent, 100) - 1));
    }

    private static BigDecimal scaled(BigDecimal kwh, BigDecimal factor) {
        return kwh.multiply(factor).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(
            List<Part> parts, java.util.function.Function<Part, BigDecimal> of) {
        return parts.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
