package io.intertie.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "de-DE, DE, EUR, Europe/Berlin",
        "de-CH, CH, CHF, Europe/Zurich",
        "zh-CN, CN, CNY, Asia/Shanghai",
        "ja-JP, JP, JPY, Asia/Tokyo",
        "en-GB, GB, GBP, Europe/London",
        "en-US, US, USD, UTC",
        "is-IS, IS, EUR, Atlantic/Reykjavik",
        "en, ZZ, EUR, UTC",
        "en-XX, ZZ, EUR, UTC",
        "es-419, ZZ, EUR, UTC"
    })
    void aLanguagesCountryIsGuessed(String tag, String country, String currency, String zone) {
        var origin = Origin.guessed(List.of(Locale.forLanguageTag(tag)));
        assertEquals(country, origin.country());
        assertEquals(currency, origin.currency().code());
        assertEquals(zone, origin.zone().getId());
    }

    @Test
    void theFirstLanguageWithACountryCounts() {
        var locales = List.of(Locale.ENGLISH, Locale.JAPAN, Locale.GERMANY);
        assertEquals("JP", Origin.guessed(locales).country());
        assertEquals("ZZ", Origin.guessed(List.of()).country());
    }

    @Test
    void everyCountryHasAnOrigin() {
        for (String country : Locale.getISOCountries()) {
            var origin = Origin.guessed(List.of(Locale.of("en", country)));
            assertEquals(country, origin.country());
        }
    }
}
