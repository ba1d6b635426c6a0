package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.ShippedTariffs;
import io.intertie.tariff.TariffTable;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffLinesTest {
    private static final Words WORDS = (key, arguments) -> key + List.of(arguments);

    @Test
    void whatIsWrittenReadsAsTheSameTable() {
        var table = ShippedTariffs.all().getFirst().table();
        var read = TariffLines.read(TariffLines.write(table), WORDS);
        assertEquals(Optional.empty(), read.fault());
        assertEquals(hours(table), hours(new TariffTable(table.zone(), read.rules())));
    }

    @Test
    void cellsOfASheetCanBePasted() {
        var text = "1-12\t00:00-08:00\tvalley\t0.2883\n\n1-12;08:00-24:00;peak;0.6441\n";
        assertEquals(Optional.empty(), TariffLines.read(text, WORDS).fault());
    }

    @Test
    void aSheetThatWritesDecimalCommasIsToldThatItsPriceIsNone() {
        var fault = TariffLines.read("1-12\t00:00-24:00\tflat\t0,44", WORDS).fault();
        assertEquals(Optional.of("supply.fault.line.price[1]"), fault);
    }

    @Test
    void aBandMayRunOverMidnight() {
        var text = "1-12 22:00-08:00 valley 0.2\n1-12 08:00-22:00 peak 0.6";
        assertEquals(Optional.empty(), TariffLines.read(text, WORDS).fault());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "1-12 00:00-08:00 valley > supply.fault.line.columns[1]",
                "0-12 00:00-24:00 flat 1 > supply.fault.line.months[1]",
                "9-5 00:00-24:00 flat 1 > supply.fault.line.months[1]",
                "1-13 00:00-24:00 flat 1 > supply.fault.line.months[1]",
                "1-12 00:00-24:10 flat 1 > supply.fault.line.time[1]",
                "1-12 00:10-24:00 flat 1 > supply.fault.line.time[1]",
                "1-12 08:00-08:00 flat 1 > supply.fault.line.time[1]",
                "1-12 sundays 00:00-24:00 flat 1 > supply.fault.line.days[1]",
                "1-12 sunday| 00:00-24:00 flat 1 > supply.fault.line.days[1]",
                "1-12 00:00-24:00 cheap 1 > supply.fault.line.band[1]",
                "1-12 00:00-24:00 flat -1 > supply.fault.line.price[1]",
                "1-12 00:00-24:00 flat 1e3 > supply.fault.line.price[1]",
                "1-12 00:00-24:00 flat NaN > supply.fault.line.price[1]",
                "1-12;00:00-24:00;flat;0,44 > supply.fault.line.price[1]",
                "1-12;sundays;00:00-24:00;flat;0.44 > supply.fault.line.days[1]"
            })
    void aLineThatIsNoneIsNamed(String line, String fault) {
        assertEquals(Optional.of(fault), TariffLines.read(line, WORDS).fault());
    }

    @Test
    void aGapIsNamedWithItsMonthAndHours() {
        var text = "1-5|7-12 00:00-24:00 flat 0.5\n6 00:00-09:00 flat 0.5\n6 10:30-24:00 flat 0.5";
        assertEquals(
                Optional.of("supply.fault.table.gap[supply.month.6[], 09:00, 10:30]"),
                TariffLines.read(text, WORDS).fault());
    }

    @Test
    void anOverlapIsNamedWithItsMonthAndHours() {
        var text = "1-12 00:00-24:00 flat 0.5\n12 18:00-20:00 peak 0.9";
        assertEquals(
                Optional.of("supply.fault.table.overlap[supply.month.12[], 18:00, 20:00]"),
                TariffLines.read(text, WORDS).fault());
    }

    @Test
    void aGapOnSomeDaysIsNamedWithTheDay() {
        var text =
                "1-12 workday|saturday|sunday 00:00-24:00 flat 1\n1-11 holiday 00:00-24:00 flat 1";
        assertEquals(
                Optional.of(
                        "supply.fault.table.gap[supply.month.12[] · supply.day.holiday[], 00:00,"
                                + " 24:00]"),
                TariffLines.read(text, WORDS).fault());
    }

    @Test
    void ofManyFlawsThreeAreNamedAndTheRestCounted() {
        var fault = TariffLines.read("1 00:00-24:00 flat 0.5", WORDS).fault().orElseThrow();
        assertEquals(3, fault.split("table\\.gap", -1).length - 1, fault);
        assertEquals(true, fault.endsWith("supply.fault.table.more[8]"), fault);
    }

    @Test
    void everyShippedTariffCanBeFilledInAndDraftedAgain() {
        for (ReferenceTariff one : ShippedTariffs.all()) {
            var read = TariffLines.read(TariffLines.write(one.table()), WORDS);
            assertEquals(Optional.empty(), read.fault(), one.code());
            var zone = ZoneId.of(one.table().zone().getId());
            var again = TariffTable.of(zone, one.table().calendar(), read.rules());
            assertEquals(hours(one.table()), hours(again), one.code());
        }
    }

    private static List<TariffTable.Slot> hours(TariffTable table) {
        return java.util.stream.IntStream.range(0, 365 * 96)
                .mapToObj(at ->
                        table.at(
                                java.time.LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(at * 15L)))
                .map(slot ->
                        new TariffTable.Slot(slot.band(), slot.pricePerKwh().stripTrailingZeros()))
                .toList();
    }
}
