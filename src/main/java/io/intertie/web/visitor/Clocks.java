package io.intertie.web.visitor;

import io.intertie.catalog.DataCenter;
import io.intertie.web.Messages;
import io.intertie.web.Prefs;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// Whose clock a chart is drawn by: the reader's, the site's, or UTC.
final class Clocks {
    private Clocks() {}

    /// The zone of a slug that an address asks for; the reader's own for any other.
    static ZoneId zone(String slug, DataCenter site, Prefs prefs) {
        return switch (slug) {
            case "site" -> site.zone();
            case "utc" -> ZoneOffset.UTC;
            default -> prefs.zone();
        };
    }

    static List<Showcase.ClockChoice> choices(
            String chosen, String site, Messages messages, Prefs prefs) {
        var city = prefs.zone().getId().replaceAll(".*/", "").replace('_', ' ');
        var mine = city.equals("Z") ? messages.text(prefs.locale(), "clock.mine") : city;
        return List.of(
                new Showcase.ClockChoice("mine", mine, isMine(chosen)),
                new Showcase.ClockChoice("site", site, chosen.equals("site")),
                new Showcase.ClockChoice("utc", "UTC", chosen.equals("utc")));
    }

    private static boolean isMine(String slug) {
        return !slug.equals("site") && !slug.equals("utc");
    }

    /// A band as the keys of its words end: `deep-valley`.
    static String slug(Enum<?> band) {
        return band.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
