package io.intertie.tariff.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class BiddingZoneTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

    /// The check character of the EIC manual: a mistyped code does not survive it.
    @Test
    void everyEicCodeHasItsCheckCharacterAndNoneIsThereTwice() {
        var known = new HashSet<String>();
        for (var zone : BiddingZone.all()) {
            int sum = 0;
            for (int i = 0; i < 15; i++) {
                sum += ALPHABET.indexOf(zone.eic().charAt(i)) * (16 - i);
            }
            assertEquals(
                    ALPHABET.charAt(36 - Math.floorMod(sum - 1, 37)),
                    zone.eic().charAt(15),
                    zone.toString());
            known.add(zone.eic());
            known.add(zone.code());
        }
        assertEquals(2 * BiddingZone.all().size(), known.size());
    }
}
