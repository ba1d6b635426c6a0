package io.intertie.web.buyer;

import io.intertie.metering.UsageRecords;
import io.intertie.web.Figures;
import java.util.Locale;

/// A request in a list.
public record UsageLine(
        String id,
        Figures.Moment servedAt,
        String model,
        String provider,
        boolean sandbox,
        String input,
        String output,
        String energy,
        String cost,
        String state,
        String tariffBand) {
    static UsageLine of(UsageRecords.Rated rated, BuyerNames names, Figures figures) {
        var usage = rated.usage();
        var tokens = usage.tokens();
        return new UsageLine(
                usage.requestId().toString(),
                figures.moment(usage.servedAt()),
                names.modelName(usage.modelId()),
                names.providerName(usage.providerId()),
                names.isSandbox(usage.providerId()),
                figures.count(tokens.input() + tokens.cachedInput()),
                figures.count(tokens.output()),
                figures.energy(usage.energyWattHours()),
                figures.cost(rated.charge().buyerCurrency(), rated.charge().buyerPico()),
                usage.state().name().toLowerCase(Locale.ROOT),
                usage.band().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public String path() {
        return "/app/requests/" + id;
    }

    /// The id in short: its random end tells requests apart.
    public String brief() {
        return "…" + id.substring(id.length() - 8);
    }

    /// How the band is coloured.
    public String tone() {
        return switch (tariffBand) {
            case "valley", "deep-valley" -> "ok";
            case "peak" -> "warn";
            case "sharp" -> "bad";
            default -> "";
        };
    }
}
