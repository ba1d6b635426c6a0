package io.intertie.web.books;

import io.intertie.metering.UsageRecords;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A request that a provider served; `paid` is what its buyer paid, for who runs the market.
///
/// `perKwh` and `isEqual` are there where its price version was read, too: what a kWh cost, and
/// whether tokens times prices give the stored share to the last digit.
public record Served(
        String id,
        Figures.Moment servedAt,
        String model,
        String tariffBand,
        Optional<String> perKwh,
        Tokens tokens,
        String energy,
        String share,
        Optional<String> paid,
        Optional<Boolean> isEqual) {
    private static final int LEAST_DIGITS = 6;

    /// How much went in and came out.
    public record Tokens(String input, String output) {}

    /// Requests in one table, their amounts even; without the versions that they were priced by.
    public static List<Served> all(List<UsageRecords.Rated> rated, Names names, Figures figures) {
        return all(rated, List.of(), false, names, figures);
    }

    static List<Served> all(
            List<UsageRecords.Rated> rated,
            List<PriceVersion> versions,
            boolean isWhole,
            Names names,
            Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        var even = Even.ofAmounts(rated.stream().flatMap(Served::amounts), LEAST_DIGITS, utc);
        return rated.stream()
                .map(one -> {
                    var usage = one.usage();
                    var charge = one.charge();
                    var version = versionOf(one, versions);
                    return new Served(
                            usage.requestId().toString(),
                            utc.moment(usage.servedAt()),
                            names.model(usage.modelId()),
                            Bands.slug(usage.band()),
                            version.map(it -> perKwh(one, it).toPlainString()),
                            new Tokens(
                                    utc.count(
                                            usage.tokens().input() + usage.tokens().cachedInput()),
                                    utc.count(usage.tokens().output())),
                            utc.energy(usage.energyWattHours()),
                            even.text(charge.providerCurrency(), charge.providerShare()),
                            isWhole
                                    ? Optional.of(
                                            even.text(charge.buyerCurrency(), charge.buyerCost()))
                                    : Optional.empty(),
                            version.map(it -> share(one, it) == charge.providerPico()));
                })
                .toList();
    }

    static Optional<PriceVersion> versionOf(UsageRecords.Rated rated, List<PriceVersion> versions) {
        return versions.stream()
                .filter(one -> one.id().equals(rated.usage().priceVersionId()))
                .findFirst();
    }

    /// Tokens times prices. **Units** pico: tokens times micro per million.
    private static long share(UsageRecords.Rated rated, PriceVersion version) {
        var pico = 0L;
        for (var tokens : TokenClass.values()) {
            var count = rated.usage().tokens().of(tokens);
            pico = Math.addExact(pico, Math.multiplyExact(count, price(tokens, rated, version)));
        }
        return pico;
    }

    /// What the provider got. **Units** micro per million.
    static long price(TokenClass tokens, UsageRecords.Rated rated, PriceVersion version) {
        return version.line(tokens, rated.usage().band(), rated.charge().buyerCurrency())
                .map(PriceVersion.Line::providerMicroPerMillion)
                .orElse(0L);
    }

    /// What a kWh cost when it was served, with losses and demand charge.
    static BigDecimal perKwh(UsageRecords.Rated rated, PriceVersion version) {
        return version.inputs()
                .tariffPerKwh()
                .getOrDefault(rated.usage().band(), BigDecimal.ZERO)
                .setScale(6, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }

    private static Stream<Even.Amount> amounts(UsageRecords.Rated rated) {
        var charge = rated.charge();
        return Stream.of(
                new Even.Amount(charge.providerCurrency(), charge.providerShare()),
                new Even.Amount(charge.buyerCurrency(), charge.buyerCost()));
    }

    /// The id in short: its random end tells requests apart.
    public String brief() {
        return "…" + id.substring(id.length() - 8);
    }

    /// What a kWh cost at a glance, in three decimals.
    public String perKwhBrief() {
        return new BigDecimal(perKwh.orElse("0")).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }

    /// Whether its share was computed again and is the stored one.
    public boolean isProven() {
        return isEqual.orElse(false);
    }

    /// Whether its share was computed again and is another one.
    public boolean isDisproven() {
        return isEqual.map(equal -> !equal).orElse(false);
    }

    /// How the band is coloured.
    public String tone() {
        return Bands.tone(tariffBand);
    }
}
