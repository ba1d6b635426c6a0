package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReferencesProperties {
    @Test
    void everyReferenceHasItsOwnCodeASourceAndAQuality() {
        var all = References.ALL;
        assertEquals(
                all.size(),
                all.stream().map(ReferenceTariff::code).collect(Collectors.toSet()).size());
        assertTrue(all.size() >= 30, "references: " + all.size());
        for (var reference : all) {
            assertFalse(reference.source().isBlank(), reference.code());
            assertFalse(reference.quality().isBlank(), reference.code());
        }
    }

    @Test
    void theGridsPublishedBandsComeOutOfTheirMultipliers() {
        assertPrice("CN-GD", "2026-10-15T07:59:59", Band.VALLEY, "0.32136875");
        assertPrice("CN-GD", "2026-10-15T15:00:00", Band.PEAK, "1.34176875");
        assertPrice("CN-GD", "2026-07-15T15:00:00", Band.SHARP, "1.67036875");
        assertPrice("CN-GZ", "2026-10-15T12:00:00", Band.PEAK, "0.9339904");
        assertPrice("CN-JS", "2026-07-15T14:00:00", Band.PEAK, "0.94174");
        assertPrice("CN-JS", "2026-07-15T11:00:00", Band.VALLEY, "0.322155");
        assertPrice("CN-NM-W", "2026-10-15T17:00:00", Band.FLAT, "0.442525");
        assertPrice("IN-TN", "2026-07-15T23:30:00", Band.VALLEY, "7.125");
    }

    @Test
    void beijingsSummerSharpHourLiesOutsideItsPeak() {
        assertPrice("CN-BJ", "2026-07-15T15:45:00", Band.FLAT, "0.61971175");
        assertPrice("CN-BJ", "2026-07-15T16:00:00", Band.SHARP, "0.978717216636");
    }

    @Test
    void aHolidayOfKyushuCostsWhatANightCosts() {
        assertPrice("JP-KYUSHU", "2026-07-18T13:00:00", Band.PEAK, "17.22");
        assertPrice("JP-KYUSHU", "2026-07-19T13:00:00", Band.VALLEY, "14.26");
        assertPrice("JP-KYUSHU", "2026-07-20T13:00:00", Band.VALLEY, "14.26");
        assertPrice("JP-KYUSHU", "2026-07-21T13:00:00", Band.PEAK, "17.22");
        assertPrice("JP-KYUSHU", "2026-07-21T16:00:00", Band.FLAT, "15.55");
    }

    @Test
    void anAdderRaisesABandsPrice() {
        assertPrice("IN-TG", "2026-07-21T05:45:00", Band.FLAT, "6.65");
        assertPrice("IN-TG", "2026-07-21T06:00:00", Band.PEAK, "7.65");
    }

    @Test
    void everyPriceRowIsUsedOrLeftOutWithAReason() {
        var told = new HashSet<List<String>>();
        for (var sheet : List.of("reference_tariffs.csv", "tariffs_left_out.csv")) {
            Sheet.read(sheet).forEach(row -> told.add(key(row)));
        }
        var rows = Sheet.read("tariffs.csv").stream().map(ReferencesProperties::key).toList();
        assertEquals(Set.copyOf(rows), told);
        Sheet.read("tariffs_left_out.csv")
                .forEach(row -> assertFalse(row.text("reason").isBlank(), row.toString()));
    }

    private static List<String> key(Sheet.Line row) {
        return List.of(row.text("country"), row.text("region"), row.text("customer_class"));
    }

    @Test
    void whatFloatsAndWhatDoesNotAddUpToTheFlatPrice() {
        var beijing = reference("CN-BJ").table();
        assertEquals(
                List.of(true, false),
                beijing.components().stream().map(TariffVersion.Component::floats).toList());
        assertEquals(
                0,
                new BigDecimal("0.61971175")
                        .compareTo(TariffTable.price(beijing.components(), BigDecimal.ONE)));
    }

    private static ReferenceTariff reference(String code) {
        return References.ALL.stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static void assertPrice(String code, String local, Band band, String price) {
        var slot = reference(code).table().at(LocalDateTime.parse(local));
        assertEquals(band, slot.band());
        assertEquals(
                0,
                new BigDecimal(price).compareTo(slot.pricePerKwh()),
                () -> code + " " + slot.pricePerKwh());
    }
}
