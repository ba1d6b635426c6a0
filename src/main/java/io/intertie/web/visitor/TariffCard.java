package io.intertie.web.visitor;

import io.intertie.catalog.DataCenter;
import io.intertie.tariff.Band;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What a site's electricity costs now, what it costs next, and who says so.
public record TariffCard(
        String city,
        String country,
        Band band,
        String price,
        Optional<Change> next,
        String source,
        String quality) {
    /// The next time that the price moves.
    public record Change(Figures.Moment at, String price, boolean rises) {}

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int STEPS_OF_TWO_DAYS = 192;

    /// The card of a site at an instant, in its tariff's currency and the reader's time.
    static TariffCard of(DataCenter site, TariffVersion tariff, Instant now, Figures figures) {
        var slot = tariff.table().at(now);
        return new TariffCard(
                site.city(),
                site.country(),
                slot.band(),
                figures.perKwhBrief(tariff.currency(), slot.pricePerKwh()),
                next(tariff, now, figures),
                tariff.source(),
                tariff.quality());
    }

    /// The end of the keys of its band: `deep-valley`.
    public String bandSlug() {
        return band.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How the band is coloured.
    public String tone() {
        return switch (band) {
            case DEEP_VALLEY, VALLEY -> "ok";
            case FLAT -> "";
            case PEAK -> "warn";
            case SHARP -> "bad";
        };
    }

    private static Optional<Change> next(TariffVersion tariff, Instant now, Figures figures) {
        var price = tariff.table().at(now).pricePerKwh();
        var at = now.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
        for (var step = 0; step < STEPS_OF_TWO_DAYS; step++) {
            at = at.plus(STEP);
            var then = tariff.table().at(at).pricePerKwh();
            if (at.isAfter(now) && then.compareTo(price) != 0) {
                return Optional.of(
                        new Change(
                                figures.clock(at),
                                figures.perKwhBrief(tariff.currency(), then),
                                then.compareTo(price) > 0));
            }
        }
        return Optional.empty();
    }
}
