package io.intertie.gateway.routing;

import io.intertie.money.Currency;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An offer's place on a board: all that is known of it before a request comes.
///
/// `weighted` is what the default order goes by, in micro per 1M tokens; `isLow` tells its cheapest
/// hours; `candidate` is empty while it has no price.
record Place(
        UUID listingId,
        Offer offer,
        Optional<Candidate> candidate,
        long weighted,
        long tokensPerKwh,
        boolean isLow,
        String quantisation) {
    private static final Set<String> QUANTISATIONS =
            Set.of(
                    "int4", "int8", "fp4", "mxfp4", "nvfp4", "fp6", "fp8", "mxfp8", "fp16", "bf16",
                    "fp32");

    /// The order without wishes: standing, weighted price, price, id. It is total, since no two
    /// listings have one id, and the same on every node, since all read the same figures.
    static final Comparator<Place> ORDER =
            Comparator.comparingInt((Place place) -> place.offer.standing().tier())
                    .thenComparingLong(Place::weighted)
                    .thenComparingLong(Place::compared)
                    .thenComparingLong(place ->
                            place.candidate.map(Candidate::inputMicroPerMillion).orElse(0L))
                    .thenComparing(Place::listingId);

    static Place of(Offer offer, Optional<PriceInForce> price, Currency currency, Instant now) {
        var candidate = price.flatMap(one -> Candidate.of(offer, one, currency));
        var compared = candidate.map(Candidate::comparedMicroPerMillion).orElse(Long.MAX_VALUE);
        return new Place(
                offer.listing().id(),
                offer,
                candidate,
                weighted(compared, offer.standing().weight()),
                candidate.map(Place::tokensPerKwh).orElse(0L),
                candidate.filter(one -> isLow(one, now)).isPresent(),
                normalised(offer.listing().quantisation()));
    }

    long compared() {
        return candidate.map(Candidate::comparedMicroPerMillion).orElse(Long.MAX_VALUE);
    }

    // A price that no weight can be put on is the dearest of all, whatever its weight.
    private static long weighted(long micro, int perMille) {
        return micro > Long.MAX_VALUE / perMille ? Long.MAX_VALUE : micro * perMille / 1_000;
    }

    /// As the wishes name it: what is none of theirs is unknown.
    static String normalised(String quantisation) {
        var name = quantisation.strip().toLowerCase(Locale.ROOT);
        return QUANTISATIONS.contains(name) ? name : "unknown";
    }

    // By the profile that the price counts with, as the catalogue shows it.
    private static long tokensPerKwh(Candidate candidate) {
        var inputs = candidate.price().version().inputs();
        var lead = candidate.outputMicroPerMillion() > 0 ? TokenClass.OUTPUT : TokenClass.INPUT;
        var kwh = inputs.energy().of(lead).multiply(inputs.pue());
        return kwh.signum() <= 0
                ? 0
                : BigDecimal.valueOf(1_000_000).divide(kwh, 0, RoundingMode.DOWN).longValue();
    }

    // No band of its version is cheaper; an hour of a spot plan is low in the cheaper half of those
    // that are known.
    private static boolean isLow(Candidate candidate, Instant now) {
        var version = candidate.price().version();
        var compared = candidate.comparedMicroPerMillion();
        if (version.kind() == PriceVersion.Kind.HOUR) {
            var known =
                    candidate.offer().prices().stream()
                            .map(one -> one.version())
                            .filter(one -> one.kind() == PriceVersion.Kind.HOUR)
                            .filter(one -> one.effectiveTo().map(now::isBefore).orElse(true))
                            .toList();
            var cheaper = known.stream().filter(one -> cheapest(one, candidate) < compared).count();
            return 2 * cheaper < known.size();
        }
        return compared <= cheapest(version, candidate);
    }

    private static long cheapest(PriceVersion version, Candidate candidate) {
        var lead = candidate.outputMicroPerMillion() > 0 ? TokenClass.OUTPUT : TokenClass.INPUT;
        return version.lines().stream()
                .filter(line -> line.tokens() == lead)
                .filter(line -> line.buyerCurrency().equals(candidate.currency()))
                .mapToLong(PriceVersion.Line::buyerMicroPerMillion)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
