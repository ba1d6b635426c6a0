package io.intertie.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PrefsTest {
    @Test
    void whatTheCookieKeepsIsReadBack() {
        var prefs =
                new Prefs(
                        Locale.CHINESE,
                        SmallMarket.EUR,
                        ZoneId.of("America/Argentina/Buenos_Aires"),
                        Theme.DARK);
        assertEquals(prefs, Prefs.DEFAULT.with(Prefs.Choice.parse(prefs.cookie())));
    }

    @Test
    void aForgedCookieChangesNothing() {
        for (var cookie : new String[] {"", "x", "xx.ZZZ.Nowhere.neon", "a.b.c", "<b>.1.2.3"}) {
            assertEquals(Prefs.DEFAULT, Prefs.DEFAULT.with(Prefs.Choice.parse(cookie)), cookie);
        }
    }
}
