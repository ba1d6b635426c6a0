package io.intertie.api;

import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.money.Currency;
import io.intertie.quality.Score;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.tariff.energy.MeasuredEnergy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A live offer as the public catalogue shows it.
///
/// **Units** `micro_per_million` micro of the currency per 1M tokens, by class, in the band of now;
/// kWh of `energy` per 1M tokens at the servers, tokens per kWh at the facility.
public record Offering(
        String listing,
        String model,
        String name,
        String provider,
        boolean sandbox,
        Site site,
        String kind,
        int contextTokens,
        List<String> inputs,
        List<String> capabilities,
        String quantisation,
        int maxOutputTokens,
        Listing.DataPolicy dataPolicy,
        Currency currency,
        Map<String, Long> microPerMillion,
        String priceVersion,
        Electricity electricity,
        Energy energy,
        Optional<Score> quality) {
    /// Where it is computed.
    public record Site(String slug, String city, String country, String zone, String gridRegion) {}

    /// What a kWh costs there now, with losses and demand charge, and who says so.
    public record Electricity(
            String band, Currency currency, BigDecimal perKwh, String source, String quality) {}

    /// How much a token takes, and how well that is known. `measured` is what the site's meters
    /// told: it counts alone from `enough` intervals on.
    public record Energy(
            Map<String, BigDecimal> kwhPerMillion,
            BigDecimal pue,
            String pueSource,
            String grade,
            String source,
            Optional<Long> tokensPerKwh,
            Optional<Integer> measuredIntervals,
            int enough,
            Optional<BigDecimal> steadiness) {}

    /// What an offering is made of.
    record Place(
            Listing listing,
            Model model,
            Provider provider,
            DataCenter site,
            PriceInForce price,
            TariffVersion tariff,
            Currency shown) {}

    static Offering of(Place place, Optional<MeasuredEnergy> measured, Optional<Score> quality) {
        var site = place.site();
        var version = place.price().version();
        return new Offering(
                place.listing().id().toString(),
                place.model().wireName(),
                place.model().name(),
                place.provider().slug(),
                place.provider().sandbox(),
                new Site(
                        site.slug(),
                        site.city(),
                        site.country(),
                        site.zone().getId(),
                        site.gridRegion()),
                place.model().kind().name().toLowerCase(Locale.ROOT),
                place.model().contextTokens(),
                names(place.model().inputs()),
                names(place.listing().capabilities()),
                place.listing().quantisation(),
                place.listing().maxOutputTokens(),
                place.listing().dataPolicy(),
                place.shown(),
                prices(place),
                version.id().toString(),
                new Electricity(
                        place.price().band().name(),
                        version.providerCurrency(),
                        place.price().tariffPerKwh(),
                        place.tariff().source(),
                        place.tariff().quality()),
                energy(place, measured),
                quality);
    }

    /// The price of what its buyers mostly pay for: output, or input where there is none.
    Optional<Long> leadPrice() {
        return Optional.ofNullable(microPerMillion.get("output"))
                .or(() -> Optional.ofNullable(microPerMillion.get("input")));
    }

    private static List<String> names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(one -> one.name().toLowerCase(Locale.ROOT)).sorted().toList();
    }

    private static Map<String, Long> prices(Place place) {
        var prices = new TreeMap<String, Long>();
        for (var tokens : TokenClass.values()) {
            place.price()
                    .version()
                    .line(tokens, place.price().band(), place.shown())
                    .ifPresent(line -> prices.put(name(tokens), line.buyerMicroPerMillion()));
        }
        return prices;
    }

    private static Energy energy(Place place, Optional<MeasuredEnergy> measured) {
        var inputs = place.price().version().inputs();
        var profile =
                measured.filter(MeasuredEnergy::isEnough)
                        .map(MeasuredEnergy::profile)
                        .orElse(inputs.energy());
        var kwh = new TreeMap<String, BigDecimal>();
        for (var tokens : TokenClass.values()) {
            kwh.put(name(tokens), profile.of(tokens));
        }
        return new Energy(
                kwh,
                inputs.pue(),
                place.site().pueSource(),
                profile.grade().name(),
                profile.source(),
                tokensPerKwh(place.model(), profile, inputs.pue()),
                measured.map(MeasuredEnergy::intervals),
                MeasuredEnergy.ENOUGH,
                measured.flatMap(MeasuredEnergy::steadiness));
    }

    private static Optional<Long> tokensPerKwh(Model model, EnergyProfile profile, BigDecimal pue) {
        var lead = model.kind() == Model.Kind.EMBEDDING ? TokenClass.INPUT : TokenClass.OUTPUT;
        var kwh = profile.of(lead).multiply(pue);
        return kwh.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(1_000_000)
                                .divide(kwh, 0, RoundingMode.HALF_UP)
                                .longValueExact());
    }

    private static String name(TokenClass tokens) {
        return tokens.name().toLowerCase(Locale.ROOT);
    }
}
