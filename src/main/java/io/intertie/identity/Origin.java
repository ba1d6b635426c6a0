package io.intertie.identity;

import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import io.intertie.money.Currency;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Where a newcomer seems to come from: a first guess, theirs to change.
///
/// A country that is not known is `ZZ`, as in CLDR.
record Origin(String country, Currency currency, ZoneId zone) {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Origin UNKNOWN = new Origin("ZZ", Currency.of("EUR"), UTC);

    // Those that exchange rates are shipped for; in any other a wallet could not be topped up.
    private static final Set<String> CURRENCIES =
            Set.of(
                    ("AED ARS AUD BDT BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR"
                                    + " ILS INR JPY KES KRW KWD KZT MAD MXN MYR NGN NOK NZD OMR PHP"
                                    + " PKR PLN QAR RON SAR SEK SGD THB TRY TWD USD VND ZAR")
                            .split(" "));

    // CLDR's primary zones: where a country has several and nearly everybody lives in one.
    private static final Map<String, String> PRIMARY =
            Map.of(
                    "CL", "America/Santiago",
                    "CN", "Asia/Shanghai",
                    "DE", "Europe/Berlin",
                    "ES", "Europe/Madrid",
                    "MY", "Asia/Kuala_Lumpur",
                    "NZ", "Pacific/Auckland",
                    "PT", "Europe/Lisbon",
                    "UA", "Europe/Kyiv");

    /// The origin behind the languages that a browser asks for: `de-CH` is Switzerland.
    static Origin guessed(List<Locale> locales) {
        return locales.stream()
                .map(Locale::getCountry)
                .filter(country ->
                        Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2)
                                .contains(country))
                .findFirst()
                .map(country -> new Origin(country, currencyOf(country), zoneOf(country)))
                .orElse(UNKNOWN);
    }

    private static Currency currencyOf(String country) {
        var currency = java.util.Currency.getInstance(Locale.of("", country));
        return currency != null && CURRENCIES.contains(currency.getCurrencyCode())
                ? Currency.of(currency.getCurrencyCode())
                : UNKNOWN.currency();
    }

    private static ZoneId zoneOf(String country) {
        var primary = PRIMARY.get(country);
        if (primary != null) {
            return ZoneId.of(primary);
        }
        var zones = TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, country, null);
        var only = zones.size() == 1 ? zones.iterator().next() : "UTC";
        return ZoneId.getAvailableZoneIds().contains(only) ? ZoneId.of(only) : UTC;
    }
}
