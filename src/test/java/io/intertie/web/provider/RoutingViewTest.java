package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.web.Figures;
import io.intertie.web.Preview;
import io.intertie.web.Theme;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RoutingViewTest {
    private final Figures figures = Figures.of(Preview.prefs(Locale.ENGLISH, Theme.AUTO));

    @Test
    void aListingsLooksAreItsFirstsLatersAndPassedTogether() {
        var lines = SmallTallies.view(figures, word -> word).listings();
        assertEquals(2, lines.size());
        for (var line : lines) {
            assertEquals(
                    number(line.looks()),
                    number(line.firsts()) + number(line.laters()) + number(line.passed()));
        }
        assertEquals("100.0%", lines.get(1).share());
    }

    @Test
    void whereAListingCameFirstIsNoSkip() {
        var skips = SmallTallies.view(figures, word -> word).skips();
        assertTrue(skips.stream().noneMatch(one -> one.verdict().equals("chosen")));
        assertTrue(skips.stream().noneMatch(one -> one.verdict().equals("kept")));
        assertEquals(42, skips.size());
    }

    private static long number(String shown) {
        return Long.parseLong(shown.replace(",", ""));
    }
}
