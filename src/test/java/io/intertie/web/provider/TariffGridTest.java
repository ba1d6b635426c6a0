package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.tariff.ShippedTariffs;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.DayType;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TariffGridTest {
    private static final Words WORDS = (key, arguments) -> key + List.of(arguments);
    private static final String MIXED = "1-12 00:00-08:30 valley 0.28\n1-12 08:30-24:00 flat 0.44";

    @Test
    void everyShippedTariffSurvivesTheGridQuarterByQuarter() {
        for (var one : ShippedTariffs.all()) {
            var grid = TariffGrid.of(one.table().rules());
            assertTrue(grid.isRight(), one.code());
            var again =
                    TariffTable.of(
                            one.table().zone(), one.table().calendar(), posted(grid).rules());
            for (var month : Month.values()) {
                for (var day : one.table().tellsDaysApart() ? DayType.values() : ANY) {
                    for (var slot = 0; slot < 96; slot++) {
                        var time = LocalTime.MIDNIGHT.plusMinutes(15L * slot);
                        var was = one.table().at(month, day, time);
                        var is = again.at(month, day, time);
                        assertEquals(was.band(), is.band(), one.code() + month + day + time);
                        assertEquals(0, was.pricePerKwh().compareTo(is.pricePerKwh()));
                    }
                }
            }
        }
    }

    private static final DayType[] ANY = {DayType.WORKDAY};

    @Test
    void anHourOfTwoPricesNamesItsQuartersAndIsKeptWhileAnotherIsEdited() {
        var grid = grid(MIXED);
        assertEquals("0.0.1.1", grid.seasons().getFirst().cell(8, 0));
        var edited = edited(grid, 20, DayType.SUNDAY, "0");
        assertEquals(
                """
                1-12 00:00-08:30 valley 0.28
                1-12 sunday 08:30-20:00 flat 0.44
                1-12 workday|saturday|holiday 08:30-24:00 flat 0.44
                1-12 sunday 20:00-21:00 valley 0.28
                1-12 sunday 21:00-24:00 flat 0.44\
                """,
                TariffLines.write(edited.rules()));
    }

    @Test
    void gapsAndOverlapsAreFlaggedAtTheirCells() {
        var view = view(grid("1-12 00:00-09:00 flat 0.5\n1-12 08:00-24:00 peak 0.9"));
        assertEquals(4, view.flaws());
        assertEquals("overlap", view.seasons().getFirst().hours().get(8).cells().get(2).flaw());
        var gap = view(grid("1-12 00:00-08:45 flat 0.5\n1-12 09:00-24:00 peak 0.9"));
        var cell = gap.seasons().getFirst().hours().get(8).cells().getFirst();
        assertEquals("gap", cell.flaw());
        assertEquals("band.flat[] 0.5, :45 grid.none[]", cell.options().getFirst().label());
        assertEquals(0, view(grid(MIXED)).flaws());
    }

    @Test
    void aMonthInNoSeasonOrInTwoIsTold() {
        var grid = grid(MIXED);
        var season = grid.seasons().getFirst();
        var twice =
                new TariffGrid(
                        grid.prices(),
                        List.of(
                                new TariffGrid.Season("1-6", season.cells()),
                                new TariffGrid.Season("6-11", season.cells())));
        var view = view(twice);
        assertEquals(List.of("grid.missing[supply.month.12[]]"), view.faults());
        assertEquals(
                Optional.of("grid.months.twice[supply.month.6[]]"),
                view.seasons().getFirst().fault());
    }

    @Test
    void whatTheFormCannotSendIsNoGrid() {
        var grid = grid(MIXED);
        for (var wrong : List.of("2", "0.1", "0.0.0.9", "x", "", "-1", "0+", "999")) {
            assertEquals(Optional.empty(), read(grid, withCell(grid, wrong)), wrong);
        }
        assertEquals(Optional.empty(), read(grid, List.of()));
    }

    @Test
    void aPriceThatIsNoneIsMarkedAndNothingIsMadeOfIt() {
        var grid = grid(MIXED);
        var wrong =
                new TariffGrid(
                        List.of(new TariffGrid.Price("valley", "-1"), grid.prices().get(1)),
                        grid.seasons());
        assertFalse(wrong.isRight());
        assertTrue(view(wrong).prices().getFirst().isWrong());
        assertFalse(view(wrong).prices().getLast().isWrong(), "the empty one");
    }

    @Test
    void oneMoreSeasonIsLikeTheLastAndCountsForNothingUntilItHasMonths() {
        var more = grid(MIXED).withSeason();
        assertEquals(2, more.seasons().size());
        assertEquals(grid(MIXED).rules(), posted(more).rules());
    }

    @Test
    void aMonthlyTableWithItsColumnsNamedCanBePasted() {
        var csv =
                """
                region,months,days,band,price_per_kwh,from,until,source
                CN-GD,,,deep_valley,0.28,00:00,08:00,"a, b"
                CN-GD,1|2-12,workday|saturday|sunday|holiday,peak,0.9,08:00,24:00,x\
                """;
        var read = TariffLines.read(csv, WORDS);
        assertEquals(Optional.empty(), read.fault());
        assertEquals(
                "1-12 00:00-08:00 deep-valley 0.28\n1-12 08:00-24:00 peak 0.9",
                TariffLines.write(read.rules()));
        var wrong = csv.replace("peak", "dear");
        assertEquals(
                Optional.of("supply.fault.line.band[3]"), TariffLines.read(wrong, WORDS).fault());
    }

    @Test
    void theChartHasALineForEachKindOfDayThatDiffers() {
        var same = view(grid(MIXED)).seasons().getFirst();
        assertEquals(1, same.lines().size());
        var sunday = view(edited(grid(MIXED), 20, DayType.SUNDAY, "0")).seasons().getFirst();
        assertEquals(2, sunday.lines().size());
        assertTrue(sunday.chart().contains("step d2"));
        assertFalse(same.chart().contains("step d2"));
    }

    private static TariffGrid grid(String text) {
        return TariffGrid.of(TariffLines.read(text, WORDS).rules());
    }

    private static GridView view(TariffGrid grid) {
        return GridView.of(new GridView.Drawn(grid, "", 0, List.of()), WORDS);
    }

    /// As the page's form sends it back.
    private static TariffGrid posted(TariffGrid grid) {
        var cells = new ArrayList<String>();
        grid.seasons().forEach(season -> cells.addAll(season.cells()));
        return read(grid, cells).orElseThrow();
    }

    private static TariffGrid edited(TariffGrid grid, int hour, DayType day, String value) {
        var cells = new ArrayList<>(grid.seasons().getFirst().cells());
        cells.set(hour * 4 + TariffGrid.column(day), value);
        return read(grid, cells).orElseThrow();
    }

    private static List<String> withCell(TariffGrid grid, String value) {
        var cells = new ArrayList<>(grid.seasons().getFirst().cells());
        cells.set(5, value);
        return cells;
    }

    private static Optional<TariffGrid> read(TariffGrid grid, List<String> cells) {
        return TariffGrid.typed(
                new TariffGrid.Typed(
                        grid.prices().stream().map(TariffGrid.Price::band).toList(),
                        grid.prices().stream().map(TariffGrid.Price::perKwh).toList(),
                        grid.seasons().stream().map(TariffGrid.Season::months).toList(),
                        cells));
    }
}
