package io.intertie.web;

import io.intertie.money.Currency;
import io.intertie.tariff.PriceBook;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How a reader wants to read: language, currency of prices, time zone, colours.
public record Prefs(Locale locale, Currency currency, ZoneId zone, Theme theme) {
    /// The cookie that keeps them.
    public static final String COOKIE = "prefs";

    /// The currencies that prices are listed in.
    public static final List<Currency> CURRENCIES = PriceBook.BUYER_CURRENCIES;

    /// The zones that the settings offer; any other IANA zone is kept when it was chosen.
    public static final List<String> ZONES =
            List.of(
                    "UTC",
                    "America/Los_Angeles",
                    "America/Chicago",
                    "America/New_York",
                    "America/Sao_Paulo",
                    "Atlantic/Reykjavik",
                    "Europe/London",
                    "Europe/Berlin",
                    "Europe/Paris",
                    "Europe/Helsinki",
                    "Asia/Dubai",
                    "Asia/Kolkata",
                    "Asia/Singapore",
                    "Asia/Shanghai",
                    "Asia/Tokyo",
                    "Australia/Sydney");

    /// What someone sees who has chosen nothing.
    public static final Prefs DEFAULT =
            new Prefs(Locale.ENGLISH, CURRENCIES.getFirst(), ZoneOffset.UTC, Theme.AUTO);

    /// These preferences with what was chosen in place of them; what is not valid is passed over.
    public Prefs with(Choice choice) {
        return new Prefs(
                choice.language().flatMap(Prefs::language).orElse(locale),
                choice.currency().flatMap(Prefs::currency).orElse(currency),
                choice.zone().flatMap(Prefs::zone).orElse(zone),
                choice.theme().flatMap(Prefs::theme).orElse(theme));
    }

    /// The names of what was chosen and is none of ours: `language`, `currency`, `zone`, `theme`.
    public static Set<String> unknown(Choice choice) {
        var names = new TreeSet<String>();
        if (choice.language().isPresent() && choice.language().flatMap(Prefs::language).isEmpty()) {
            names.add("language");
        }
        if (choice.currency().isPresent() && choice.currency().flatMap(Prefs::currency).isEmpty()) {
            names.add("currency");
        }
        if (choice.zone().isPresent() && choice.zone().flatMap(Prefs::zone).isEmpty()) {
            names.add("zone");
        }
        if (choice.theme().isPresent() && choice.theme().flatMap(Prefs::theme).isEmpty()) {
            names.add("theme");
        }
        return names;
    }

    /// The cookie's value; [Choice#parse] reads it.
    public String cookie() {
        return String.join(
                ".",
                locale.getLanguage(),
                currency.code(),
                zone.getId().replace('/', '~'),
                theme.slug());
    }

    /// What a reader chose, part by part, as it came in.
    public record Choice(
            Optional<String> language,
            Optional<String> currency,
            Optional<String> zone,
            Optional<String> theme) {
        public static final Choice NONE =
                new Choice(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /// Reads the cookie; a malformed one is no choice at all.
        public static Choice parse(String cookie) {
            var parts = List.of(cookie.split("\\.", -1));
            if (parts.size() != 4) {
                return NONE;
            }
            return new Choice(
                    Optional.of(parts.get(0)),
                    Optional.of(parts.get(1)),
                    Optional.of(parts.get(2).replace('~', '/')),
                    Optional.of(parts.get(3)));
        }
    }

    private static Optional<Locale> language(String tag) {
        return Messages.LANGUAGES.stream()
                .filter(known -> known.getLanguage().equals(tag))
                .findFirst();
    }

    private static Optional<Currency> currency(String code) {
        return CURRENCIES.stream().filter(known -> known.code().equals(code)).findFirst();
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Theme> theme(String slug) {
        return List.of(Theme.values()).stream()
                .filter(known -> known.slug().equals(slug))
                .findFirst();
    }
}
