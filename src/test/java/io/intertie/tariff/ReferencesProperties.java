package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferencesProperties {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2028, 12, 31);

    static Stream<ReferenceTariff> all() {
        return References.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyQuarterHourOf2024To2028HasOneBandAndItsPrice(ReferenceTariff reference) {
        for (var day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            var month = day.getMonth();
            var rules =
                    reference.table().rules().stream()
                            .filter(rule -> rule.months().contains(month))
                            .toList();
            for (int quarter = 0; quarter < 96; quarter++) {
                var at = day.atTime(quarter / 4, quarter % 4 * 15);
                assertOneBand(reference, rules, at);
            }
        }
    }

    private static void assertOneBand(
            ReferenceTariff reference, List<TariffTable.Rule> rules, LocalDateTime at) {
        var time = at.toLocalTime();
        var found = new ArrayList<TariffTable.Rule>(1);
        for (var rule : rules) {
            if (isInForce(rule, time)) {
                found.add(rule);
            }
        }
        var slot = reference.table().at(at);
        boolean same =
                found.size() == 1
                        && found.getFirst().band() == slot.band()
                        && found.getFirst().pricePerKwh().compareTo(slot.pricePerKwh()) == 0;
        if (!same) {
            fail(reference.code() + ": " + found + " at " + at);
        }
    }

    /// Told from the rule's own times, not by the compiled slots.
    private static boolean isInForce(TariffTable.Rule rule, LocalTime time) {
        boolean begun = !time.isBefore(rule.from());
        if (rule.until().equals(LocalTime.MIDNIGHT)) {
            return begun;
        }
        boolean over = !time.isBefore(rule.until());
        return rule.until().isBefore(rule.from()) ? begun || !over : begun && !over;
    }

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

    private static void assertPrice(String code, String local, Band band, String price) {
        var table =
                all().filter(reference -> reference.code().equals(code)).findFirst().orElseThrow();
        var slot = table.table().at(LocalDateTime.parse(local));
        assertEquals(band, slot.band());
        assertEquals(
                0,
                new BigDecimal(price).compareTo(slot.pricePerKwh()),
                () -> code + " " + slot.pricePerKwh());
    }
}
