package io.intertie.web.books;

import io.intertie.metering.UsageRecords;
import io.intertie.web.Figures;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/// A request that a provider served; `paid` is what its buyer paid, for who runs the market.
public record Served(
        String id,
        Figures.Moment servedAt,
        String model,
        String tariffBand,
        Tokens tokens,
        String energy,
        String share,
        Optional<String> paid) {
    /// How much went in and came out.
    public record Tokens(String input, String output) {}

    public static Served of(
            UsageRecords.Rated rated, boolean isWhole, Names names, Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        var usage = rated.usage();
        var charge = rated.charge();
        return new Served(
                usage.requestId().toString(),
                utc.moment(usage.servedAt()),
                names.model(usage.modelId()),
                usage.band().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                new Tokens(
                        utc.count(usage.tokens().input() + usage.tokens().cachedInput()),
                        utc.count(usage.tokens().output())),
                utc.energy(usage.energyWattHours()),
                utc.iso(charge.providerCurrency(), charge.providerShare(), 6),
                isWhole
                        ? Optional.of(utc.iso(charge.buyerCurrency(), charge.buyerCost(), 6))
                        : Optional.empty());
    }

    /// The id in short: its random end tells requests apart.
    public String brief() {
        return "…" + id.substring(id.length() - 8);
    }

    /// How the band is coloured.
    public String tone() {
        return Bands.tone(tariffBand);
    }
}
