package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockChangeTest {
    private static final Words WORDS = (key, arguments) -> key + List.of(arguments);
    private static final Instant NOVEMBER = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void aYearInBerlinHasADayOfTwentyThreeHoursAndOneOfTwentyFive() {
        var changes = ClockChange.ahead(ZoneId.of("Europe/Berlin"), NOVEMBER);
        assertEquals(2, changes.size());
        var spring = changes.getFirst();
        assertEquals(LocalDate.of(2027, 3, 28), spring.from().toLocalDate());
        assertEquals("23", spring.hours().toPlainString());
        assertTrue(spring.isSkip() && spring.isOf(2));
        assertFalse(spring.isOf(1) || spring.isOf(3));
        var autumn = changes.getLast();
        assertEquals(LocalDate.of(2027, 10, 31), autumn.from().toLocalDate());
        assertEquals("25", autumn.hours().toPlainString());
        assertTrue(!autumn.isSkip() && autumn.isOf(2));
    }

    @Test
    void onLordHoweHalfAnHourIsSkippedAndRepeated() {
        var changes = ClockChange.ahead(ZoneId.of("Australia/Lord_Howe"), NOVEMBER);
        assertEquals(
                List.of("24.5", "23.5"),
                changes.stream().map(one -> one.hours().toPlainString()).toList());
    }

    @Test
    void clocksInShanghaiAreNeverChanged() {
        assertEquals(List.of(), ClockChange.ahead(ZoneId.of("Asia/Shanghai"), NOVEMBER));
    }

    @Test
    void theHourIsMarkedInTheSeasonOfItsMonthAlone() {
        var read = TariffLines.read("1-5 00:00-24:00 flat 0.4\n6-12 00:00-24:00 flat 0.5", WORDS);
        var changes = ClockChange.ahead(ZoneId.of("Europe/Berlin"), NOVEMBER);
        var view =
                GridView.of(new GridView.Drawn(TariffGrid.of(read.rules()), "", 0, changes), WORDS);
        var winter = view.seasons().getFirst();
        assertEquals(List.of("grid.clock.skips[2027-03-28, 02:00, 03:00, 23]"), winter.clocks());
        assertEquals(List.of("skips"), winter.hours().get(2).clocks());
        assertEquals(List.of(), winter.hours().get(3).clocks());
        assertEquals(List.of("repeats"), view.seasons().getLast().hours().get(2).clocks());
    }
}
