package io.intertie.web.books;

import io.intertie.tariff.Band;
import io.intertie.tariff.TokenClass;
import java.util.Locale;

/// How tariff bands and token classes are named in keys, and bands coloured.
public final class Bands {
    private Bands() {}

    /// The end of a band's keys: `deep-valley`.
    public static String slug(Band band) {
        return band.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The end of a token class's keys: `cached-input`.
    public static String slug(TokenClass tokens) {
        return tokens.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
