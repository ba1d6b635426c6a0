package io.intertie.tariff.feed;

import static io.intertie.tariff.feed.Documents.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.Settings;
import io.intertie.platform.files.RemoteFile;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.feed.Documents.Series;
import io.intertie.tariff.feed.ZoneWatch.Freshness;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The feeds against a real HTTP server and a real database.
class FeedsTest {
    private static final String ENTSOE =
            "/api?documentType=A44&in_Domain=10Y1001A1001A82H&out_Domain=10Y1001A1001A82H";

    private final Grid grid = new Grid();
    private final DayAheadStore store = new DayAheadStore(grid.database);
    private final RecordedPrices prices = new RecordedPrices(store);
    private final ZoneWatch watch = new ZoneWatch(prices, store, grid.clock);
    private final FeedServer server = new FeedServer();
    private final List<String> asked = server.asked();
    private Duration deadline = Duration.ofSeconds(5);

    FeedsTest() {
        server.answer(200, day("2026-11-24T23:00:00Z"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aZoneIsAskedForUntilItsPricesReachAsFarAsTheyArePublished() {
        grid.clock.set("2026-11-25T10:00:00Z");
        var feeds = feeds(ENTSOE, "", "");
        feeds.look();
        feeds.look();
        assertEquals(1, asked.size());
        assertTrue(
                asked.getFirst()
                        .endsWith(
                                "&periodStart=202611242300&periodEnd=202611262300"
                                        + "&securityToken=a+token"),
                asked.getFirst());
        grid.clock.set("2026-11-25T12:14:00Z");
        feeds.look();
        assertEquals(1, asked.size());
        grid.clock.set("2026-11-25T12:15:00Z");
        feeds.look();
        assertEquals(2, asked.size());
        server.answer(200, day("2026-11-25T23:00:00Z"));
        feeds.look();
        feeds.look();
        assertEquals(3, asked.size());
        assertEquals(Freshness.FRESH, zone(feeds).freshness());
    }

    @Test
    void neitherStateNorFaultShowsTheToken() {
        server.answer(401, new byte[0]);
        var feeds = feeds(ENTSOE + "&securityToken=other-token", "", "");
        feeds.look();
        assertTrue(feeds.states().toString().contains("status 401"));
        assertFalse(feeds.states().toString().contains("token"), feeds.states().toString());
    }

    @Test
    void aFeedThatFailsRestsAndRaisesAnAlarmAndTheLastPricesStay() {
        var feeds = feeds(ENTSOE, "", "");
        feeds.look();
        assertFalse(feeds.states().getFirst().isAlarmed());
        server.answer(500, new byte[0]);
        for (int i = 0; i < 5; i++) {
            feeds.look();
        }
        assertEquals(4, asked.size());
        var state = feeds.states().getFirst();
        assertTrue(state.isAlarmed());
        assertEquals(3, state.attempts().failures());
        assertEquals(
                Optional.of(grid.clock.instant().plus(Duration.ofMinutes(20))),
                state.attempts().restsUntil());
        assertTrue(prices.at("DE-LU", grid.clock.instant()).isPresent());
        server.answer(200, day("2026-11-25T23:00:00Z"));
        grid.clock.pass(Duration.ofMinutes(20));
        feeds.look();
        assertFalse(feeds.states().getFirst().isAlarmed());
    }

    @Test
    void aZoneIsFreshThenLateThenStopped() {
        var feeds = feeds(ENTSOE, "", "");
        grid.clock.set("2026-11-25T10:00:00Z");
        assertEquals(Freshness.STOPPED, zone(feeds).freshness());
        feeds.look();
        assertEquals(Freshness.FRESH, zone(feeds).freshness());
        grid.clock.set("2026-11-25T14:59:59Z");
        assertEquals(Freshness.FRESH, zone(feeds).freshness());
        grid.clock.set("2026-11-25T15:00:00Z");
        assertEquals(Freshness.LATE, zone(feeds).freshness());
        grid.clock.set("2026-11-25T23:00:00Z");
        assertEquals(Freshness.STOPPED, zone(feeds).freshness());
        assertEquals(Optional.empty(), zone(feeds).now());
        assertEquals(Optional.of(Instant.parse("2026-11-25T10:00:00Z")), zone(feeds).takenAt());
    }

    @Test
    void aZoneThatNobodyAsksForIsWatchedForAWeek() {
        grid.clock.set("2026-11-25T10:00:00Z");
        feeds(ENTSOE, "", "").look();
        var none = feeds("", "", "");
        assertEquals(1, none.zones().size());
        grid.clock.set("2026-12-03T10:00:00Z");
        assertEquals(List.of(), none.zones());
        assertEquals(1, feeds(ENTSOE, "", "").zones().size());
    }

    @Test
    void energyChartsIsAskedByTheMarketsDays() {
        server.answer(200, Documents.file("energy-charts-de-lu.json"));
        var feeds = feeds("", "/price?bzn=DE-LU", "");
        feeds.look();
        assertEquals("/price?bzn=DE-LU&start=2026-11-25&end=2026-11-26", asked.getFirst());
        assertEquals(95, prices.between("DE-LU", START, START.plusSeconds(86_400)).size());
        assertEquals(0, feeds.states().getFirst().attempts().failures());
    }

    @Test
    void whoeverDripsIsCutOffAtTheDeadline() {
        server.drips();
        deadline = Duration.ofMillis(600);
        var began = System.nanoTime();
        var feeds = feeds(ENTSOE, "", "");
        feeds.look();
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(5).toNanos());
        assertTrue(fault(feeds).contains("no answer within"), fault(feeds));
    }

    @Test
    void whatIsTooLargeOrNoDocumentIsAFaultAndOneBrokenFeedStopsNoOther() {
        server.answers(path ->
                path.startsWith("/price")
                        ? Documents.file("energy-charts-de-lu.json")
                        : new byte[5_000_100]);
        var feeds = feeds(ENTSOE, "/price?bzn=DE-LU", "");
        feeds.look();
        assertTrue(fault(feeds).contains("larger than 5 MB"), fault(feeds));
        assertEquals(1, store.zones(Instant.EPOCH).size());
        server.answer(200, bytes("<html>maintenance</html>"));
        feeds.look();
        assertTrue(fault(feeds).contains("no publication document"), fault(feeds));
    }

    @Test
    void aDocumentOfAnotherZoneThanAskedForIsRefused() {
        var feeds = feeds(ENTSOE.replace("10Y1001A1001A82H", "FR"), "", "");
        feeds.look();
        assertTrue(fault(feeds).contains("it is of DE-LU, not of FR"), fault(feeds));
        assertEquals(List.of(), store.zones(Instant.EPOCH));
    }

    @Test
    void aMonthlyTableIsTriedEverySixHoursAndDraftsNothingByItself() {
        server.answer(200, bytes(table("0.30")));
        var feeds = feeds("", "", "/table.csv");
        feeds.look();
        feeds.look();
        assertEquals(1, asked.size());
        assertEquals(0, grid.drafts());
        var tried = grid.tables.latest(grid.ada).getFirst();
        assertEquals("job:feeds", tried.takenBy());
        assertEquals(2, grid.tables.shown(tried.id(), grid.ada).open());
        grid.clock.pass(Duration.ofHours(6));
        server.answer(200, bytes(table("-0.30")));
        feeds.look();
        assertEquals(2, asked.size());
        assertTrue(fault(feeds).contains("line 2, price_per_kwh: -0.30 is below 0"));
        assertEquals(1, grid.tables.latest(grid.ada).size());
        assertFalse(feeds.states().getFirst().isAlarmed());
        grid.clock.pass(Duration.ofHours(31));
        assertTrue(feeds.states().getFirst().isAlarmed());
    }

    @Test
    void anAddressThatIsNotPublicIsNotCalledAndWithoutOneNothingIs() {
        var url = URI.create(server.at(ENTSOE));
        var closed =
                new Feeds(
                        new Settings.Feeds(
                                List.of(url), Optional.empty(), List.of(), Optional.empty()),
                        new RemoteFile(OutboundAddresses.of(false), deadline, 100)::fetch,
                        rooms(),
                        grid.clock);
        closed.look();
        assertTrue(fault(closed).contains("not public"), fault(closed));
        var none = feeds("", "", "");
        none.look();
        assertEquals(List.of(), none.states());
        assertEquals(List.of(), asked);
    }

    private static final Instant START = Instant.parse("2026-11-25T23:00:00Z");

    private static String table(String valley) {
        return "region,currency,effective_from,band,price_per_kwh\n"
                + "CN-GD,CNY,2026-12-01,valley,"
                + valley
                + "\nCN-GD,CNY,2026-12-01,peak,1.2\n";
    }

    private static byte[] day(String from) {
        var begin = Instant.parse(from);
        return bytes(
                Documents.entsoe(
                        new Series(
                                "A03",
                                begin,
                                begin.plus(Duration.ofHours(24)),
                                "PT60M",
                                Map.of(1, "80", 13, "-4.2"))));
    }

    private static ZoneWatch.Zone zone(Feeds feeds) {
        return feeds.zones().getFirst();
    }

    private static String fault(Feeds feeds) {
        return feeds.states().getFirst().attempts().fault().map(Wording::english).orElse("none");
    }

    private Feeds.Rooms rooms() {
        var files =
                new DayAheadFiles(
                        grid.database,
                        store,
                        grid.documents,
                        TestTrail.on(grid.database, grid.clock),
                        grid.clock);
        return new Feeds.Rooms(files, watch, grid.tables);
    }

    private Feeds feeds(String entsoe, String charts, String table) {
        var settings =
                new Settings.Feeds(
                        url(entsoe).stream().toList(),
                        Optional.of(new Secret("a token")).filter(it -> !entsoe.contains("other")),
                        url(charts).stream().toList(),
                        url(table));
        return new Feeds(
                settings,
                new RemoteFile(OutboundAddresses.of(true), deadline, 5_000_000)::fetch,
                rooms(),
                grid.clock);
    }

    private Optional<URI> url(String path) {
        return Optional.of(path).filter(it -> !it.isEmpty()).map(server::at).map(URI::create);
    }
}
