package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedTimeTest {
    private static TypedTime typed(String text) {
        return new TypedTime(Optional.of(text), ZoneId.of("Europe/Berlin"));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28T01:59, 2027-03-28T00:59:00Z",
        "2027-03-28T03:00, 2027-03-28T01:00:00Z",
        "2027-10-31T02:30, 2027-10-31T00:30:00Z",
        "2027-10-31T03:00, 2027-10-31T02:00:00Z",
    })
    void aTimeIsBySitesClockAndOneThatComesTwiceIsItsFirst(String text, Instant at) {
        assertEquals(Optional.of(at), typed(text).at());
        assertEquals(Optional.empty(), typed(text).fault());
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28T02:00, skipped",
        "2027-03-28T02:59, skipped",
        "tomorrow, time",
        "2027-02-30T00:00, time",
        "0001-01-01T00:00, time",
        "+999999999-01-01T00:00, time",
    })
    void whatTheClockSkipsAndWhatIsNoTimeIsAtFault(String text, String fault) {
        assertEquals(Optional.of(fault), typed(text).fault());
        assertEquals(Optional.empty(), typed(text).at());
    }

    @Test
    void nothingIsNoFaultAndNoTime() {
        var nothing = new TypedTime(Optional.empty(), ZoneId.of("Asia/Shanghai"));
        assertEquals(Optional.empty(), nothing.at());
        assertEquals(Optional.empty(), nothing.fault());
    }
}
