package io.intertie.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SvgTest {
    @Test
    void aPricesLevelFollowsItsDistanceFromTheMean() {
        assertEquals(1, Svg.Bar.levelOf(95, 100));
        assertEquals(2, Svg.Bar.levelOf(98, 100));
        assertEquals(3, Svg.Bar.levelOf(100, 100));
        assertEquals(4, Svg.Bar.levelOf(104, 100));
        assertEquals(5, Svg.Bar.levelOf(108, 100));
        assertEquals(3, Svg.Bar.levelOf(0, 0));
    }

    @Test
    void aSparkHasOnePathForEachLevel() {
        var bars =
                List.of(
                        new Svg.Bar("00", 90, 1),
                        new Svg.Bar("01", 91, 1),
                        new Svg.Bar("02", 120, 5));
        var svg = Svg.spark(bars, "a < b");
        assertEquals(2, svg.split("<path", -1).length - 1);
        assertTrue(svg.contains("aria-label=\"a &lt; b\""));
    }

    @Test
    void aCurveIsDrawnWideAndForPhonesWithTitleAndDescription() {
        var bars = List.of(new Svg.Bar("10:00", 300_000, 3), new Svg.Bar("11:00", 200_000, 1));
        var words = new Svg.Curve.Words("Title", "<b>", "Now", "mean");
        var ticks = List.of(new Svg.Curve.Tick(0, "0"), new Svg.Curve.Tick(400_000, "0.40"));
        var svg = Svg.curve(new Svg.Curve(bars, 250_000, 0, words, ticks));
        assertTrue(
                svg.contains("viewBox=\"0 0 820 236\"") && svg.contains("viewBox=\"0 0 360 216\""));
        assertEquals(2, svg.split("<title", -1).length - 1);
        assertFalse(svg.contains("<b>"));
        assertFalse(svg.contains("style="));
    }

    @Test
    void theAnatomyLeavesOutAPartOfNothing() {
        var parts =
                List.of(
                        new Svg.Part(1, new BigDecimal("0.4")),
                        new Svg.Part(2, BigDecimal.ZERO),
                        new Svg.Part(3, new BigDecimal("0.6")));
        assertEquals(2, Svg.anatomy(parts, "parts").split("<rect", -1).length - 1);
    }

    @Test
    void anHourThatComesTwiceIsTwoHalfCellsBesideEachOther() {
        var cells =
                List.of(
                        new Svg.Heat.Cell(1, false, false, 3, false),
                        new Svg.Heat.Cell(2, true, false, 3, true),
                        new Svg.Heat.Cell(2, true, true, 3, false));
        var rows = List.of(new Svg.Heat.Row("Sun 25 Oct", cells));
        var svg = Svg.heat(new Svg.Heat("Title", "<b>", rows));
        // A column is 29.6 wide, 27.6 of it drawn; a half 14.8 with 12.8 drawn.
        assertTrue(svg.contains("h27.6") && svg.contains("h12.8"), svg);
        assertTrue(svg.contains("M163.2 ") && svg.contains("M178 "), svg);
        assertTrue(svg.contains("class=\"now-cell\""));
        assertFalse(svg.contains("<b>"));
    }
}
