package io.intertie.web.books;

import io.intertie.tariff.Band;
import java.util.Locale;

/// How tariff bands are named in keys, and coloured.
public final class Bands {
    private Bands() {}

    /// The end of a band's keys: `deep-valley`.
    public static String slug(Band band) {
        return band.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The colour of a band's tag.
    public static String tone(String slug) {
        return switch (slug) {
            case "valley", "deep-valley" -> "ok";
            case "peak" -> "warn";
            case "sharp" -> "bad";
            default -> "";
        };
    }
}
