package io.intertie.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetDaysTest {
    @ParameterizedTest
    @CsvSource({
        "1999, 1999-04-04", "2000, 2000-04-23", "2008, 2008-03-23", "2011, 2011-04-24",
        "2024, 2024-03-31", "2025, 2025-04-20", "2026, 2026-04-05", "2027, 2027-03-28",
        "2038, 2038-04-25", "2285, 2285-03-22"
    })
    void easterIsComputed(int year, LocalDate sunday) {
        assertEquals(sunday, TargetDays.easterSunday(year));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "2026-04-03",
                "2026-04-06",
                "2026-05-01",
                "2026-12-25",
                "2026-12-26",
                "2026-11-21",
                "2026-11-22"
            })
    void holidaysAndWeekendsAreClosed(LocalDate day) {
        assertFalse(TargetDays.isOpen(day));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02", "2026-04-02", "2026-10-03", "2026-12-24", "2026-10-01"})
    void nationalHolidaysAreOpen(LocalDate day) {
        assertEquals(day.getDayOfWeek().getValue() < 6, TargetDays.isOpen(day));
    }

    @Test
    void theyAreTheDaysOfWhichTheEcbPublishedRates() throws IOException {
        List<LocalDate> published;
        try (var file = TargetDaysTest.class.getResourceAsStream("/fx/ecb_2022_2023.csv")) {
            published =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(2)
                            .map(line -> LocalDate.parse(line.substring(0, 10)))
                            .toList();
        }
        var open =
                published
                        .getFirst()
                        .datesUntil(published.getLast().plusDays(1))
                        .filter(TargetDays::isOpen)
                        .collect(Collectors.toList());
        assertEquals(open, published);
    }

    @Test
    void daysAreCountedWithoutThoseThatAreClosed() {
        var maundyThursday = LocalDate.of(2026, 4, 2);
        assertEquals(0, TargetDays.between(maundyThursday, LocalDate.of(2026, 4, 6)));
        assertEquals(1, TargetDays.between(maundyThursday, LocalDate.of(2026, 4, 7)));
        assertEquals(0, TargetDays.between(maundyThursday, maundyThursday.minusDays(5)));
        assertEquals(LocalDate.of(2026, 4, 7), TargetDays.after(maundyThursday));
    }

    @Test
    void theDayIsFrankfurts() {
        assertEquals(
                LocalDate.of(2026, 7, 2), TargetDays.at(Instant.parse("2026-07-01T22:00:00Z")));
        assertEquals(
                LocalDate.of(2026, 12, 1), TargetDays.at(Instant.parse("2026-12-01T22:59:59Z")));
        assertTrue(TargetDays.isOpen(LocalDate.of(2026, 12, 1)));
    }
}
