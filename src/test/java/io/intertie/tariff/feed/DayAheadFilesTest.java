package io.intertie.tariff.feed;

import static io.intertie.tariff.feed.Documents.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.fx.MovingClock;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.feed.DayAheadFiles.Label;
import io.intertie.tariff.feed.Documents.Series;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Documents taken onto record, on a real database.
class DayAheadFilesTest {
    private static final Instant START = Instant.parse("2026-11-25T23:00:00Z");
    private static final Label ENTSOE = new Label(FeedKind.ENTSOE, "", "prices.xml");
    private static final Label CHARTS = new Label(FeedKind.ENERGY_CHARTS, "DE-LU", "prices.json");

    private final MovingClock clock = new MovingClock("2026-11-25T14:00:00Z");
    private final Database database = TestDatabase.fresh();
    private final DocumentStore documents = new DocumentStore(database);
    private final DayAheadStore store = new DayAheadStore(database);
    private final RecordedPrices prices = new RecordedPrices(store);
    private final io.intertie.audit.Trail trail = TestTrail.on(database, clock);
    private final DayAheadFiles files = new DayAheadFiles(database, store, documents, trail, clock);
    private final Actor ada = new Actor("ada", Actor.OPERATOR, Set.of(Role.ADMIN), "-");

    @Test
    void aDocumentIsTakenOnceWithItsBytes() {
        var document = Documents.file("entsoe-de-lu-a03.xml");
        var taken = files.upload(ENTSOE, document, ada);
        assertEquals(96, taken.fresh());
        assertEquals(0, taken.corrected());
        assertEquals("88.4", at("2026-11-25T23:15:00Z"));
        var kept = documents.latest(FeedKind.ENTSOE, Actor.OPERATOR, 9).getFirst();
        assertArrayEquals(document, documents.bytes(kept.id()));
        var source = prices.at("DE-LU", START).orElseThrow().source();
        assertEquals("ENTSO-E A44, SHA-256 " + kept.sha256(), source);
        var again = files.upload(ENTSOE, document, ada);
        assertEquals(96, again.unchanged());
        assertEquals(0, again.fresh());
        assertEquals(1, TestTrail.lines(trail).size());
    }

    @Test
    void aCorrectionSupersedesAndChangesNothingThatIsOnRecord() {
        take(Map.of(1, "10", 2, "20", 3, "30"), "PT60M");
        var taken = take(Map.of(1, "10", 2, "21", 3, "30"), "PT60M");
        assertEquals(2, taken.unchanged());
        assertEquals(1, taken.corrected());
        assertEquals("21", at("2026-11-26T00:30:00Z"));
        var rows = store.between("DE-LU", START, START.plusSeconds(3 * 3600));
        assertEquals(4, rows.size());
        take(Map.of(1, "10", 2, "20", 3, "30"), "PT60M");
        assertEquals("20", at("2026-11-26T00:30:00Z"));
        assertEquals(5, store.between("DE-LU", START, START.plusSeconds(3 * 3600)).size());
    }

    @Test
    void aCorrectionInQuarterHoursTakesThePlaceOfHours() {
        take(Map.of(1, "10", 2, "20", 3, "30"), "PT60M");
        var quarters = new HashMap<Integer, String>();
        for (int i = 1; i <= 12; i++) {
            quarters.put(i, i <= 4 ? "10" : Integer.toString(i));
        }
        var taken = take(quarters, "PT15M");
        assertEquals(4, taken.unchanged());
        assertEquals(8, taken.corrected());
        assertEquals("5", at("2026-11-26T00:00:00Z"));
        assertEquals(9, prices.between("DE-LU", START, START.plusSeconds(3 * 3600)).size());
    }

    @Test
    void theOfficialSourceStaysWhereAnotherTellsOtherwise() {
        take(Map.of(1, "10", 2, "20"), "PT60M");
        var charts =
                files.upload(
                        CHARTS,
                        bytes(
                                Documents.energyCharts(
                                        List.of(second(0), second(1), second(2), second(3)),
                                        List.of("10", "99", "30", "40"))),
                        ada);
        assertEquals(1, charts.unchanged());
        assertEquals(1, charts.disagreeing());
        assertEquals(2, charts.fresh());
        assertEquals("20", at("2026-11-26T00:00:00Z"));
        assertEquals(1, take(Map.of(1, "10", 2, "20", 3, "31"), "PT60M").corrected());
        assertEquals("31", at("2026-11-26T01:00:00Z"));
    }

    @Test
    void whatIsRefusedLeavesOnlyWhoTried() {
        refused(ENTSOE, "<a/>", ada, "no publication document");
        refused(new Label(FeedKind.ENERGY_CHARTS, "DE", "x"), "{}", ada, "no bidding zone \"DE\"");
        clock.set("2026-11-22T00:00:00Z");
        refused(ENTSOE, document(Map.of(1, "1"), "PT60M"), ada, "which nobody knows yet");
        assertEquals(3, TestTrail.lines(trail).size());
        assertTrue(TestTrail.lines(trail).getFirst().startsWith("ada feed.refused"));
        assertEquals(List.of(), documents.latest(FeedKind.ENTSOE, Actor.OPERATOR, 9));
        assertEquals(List.of(), store.zones(Instant.EPOCH));
    }

    @Test
    void onlyAnAdminOfTheMarketBringsPricesThatAllSitesHave() {
        var provider = new Actor("pam", UUID.randomUUID(), Set.of(Role.PROVIDER), "-");
        refused(ENTSOE, document(Map.of(1, "1"), "PT60M"), provider, "Only an admin");
        assertEquals(List.of(), store.zones(Instant.EPOCH));
    }

    private void refused(Label label, String document, Actor actor, String fault) {
        var problem =
                assertThrows(Problem.class, () -> files.upload(label, bytes(document), actor));
        assertTrue(problem.detail().contains(fault), problem.detail());
    }

    private DayAheadFiles.Taken take(Map<Integer, String> points, String step) {
        return files.upload(ENTSOE, bytes(document(points, step)), ada);
    }

    private static String document(Map<Integer, String> points, String step) {
        var to = START.plusSeconds(3 * 3600);
        return Documents.entsoe(new Series("A01", START, to, step, points));
    }

    private static long second(int hour) {
        return START.getEpochSecond() + 3600L * hour;
    }

    private String at(String instant) {
        return prices.at("DE-LU", Instant.parse(instant))
                .orElseThrow()
                .pricePerMwh()
                .stripTrailingZeros()
                .toPlainString();
    }
}
