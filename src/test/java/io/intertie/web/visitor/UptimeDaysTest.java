package io.intertie.web.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.quality.Uptime;
import io.intertie.web.Figures;
import io.intertie.web.Preview;
import io.intertie.web.Theme;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UptimeDaysTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-26");

    private final Figures figures = Figures.of(Preview.prefs(Locale.ENGLISH, Theme.AUTO));

    @Test
    void aBarADayIsColouredByTheBoundsOfAStanding() {
        var known =
                Map.of(
                        TODAY,
                        new Uptime(95, 5),
                        TODAY.minusDays(1),
                        new Uptime(94, 6),
                        TODAY.minusDays(2),
                        new Uptime(79, 21),
                        TODAY.minusDays(29),
                        new Uptime(1, 0),
                        TODAY.minusDays(30),
                        new Uptime(0, 900));
        var days = UptimeDays.of(known, TODAY, figures, "Uptime");
        assertEquals(
                30,
                bars(days, "up") + bars(days, "partly") + bars(days, "down") + bars(days, "none"));
        assertEquals(
                List.of(2, 1, 1),
                List.of(bars(days, "up"), bars(days, "partly"), bars(days, "down")));
        assertEquals("89.36%", days.whole(), "cut, and without the day before the window");
        assertEquals(4, days.days().size());
        assertEquals("95.00%", days.days().getFirst().uptime());
    }

    @Test
    void withoutACallThereIsNoFigure() {
        var days = UptimeDays.of(Map.of(), TODAY, figures, "Uptime");
        assertEquals("–", days.whole());
        assertEquals(30, bars(days, "none"));
        assertEquals(List.of(), days.days());
    }

    private static int bars(UptimeDays days, String style) {
        return days.svg().split("class=\"" + style + "\"", -1).length - 1;
    }
}
