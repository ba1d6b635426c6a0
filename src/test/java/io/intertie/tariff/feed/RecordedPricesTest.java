package io.intertie.tariff.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.files.Sha256;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.DayAhead.Point;
import io.intertie.tariff.feed.DayAheadStore.Kept;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Prices on record, on a real database.
class RecordedPricesTest {
    private static final Currency EUR = Currency.of("EUR");
    private static final Instant NOON = Instant.parse("2026-11-26T11:00:00Z");

    private final Database database = TestDatabase.fresh();
    private final DayAheadStore store = new DayAheadStore(database);
    private final DocumentStore documents = new DocumentStore(database);
    private final RecordedPrices prices = new RecordedPrices(store);
    private final UUID document = keep("a document");

    @Test
    void aRangeIsHalfOpenAndAGapStaysAGap() {
        write(0, point(0, 60, "10"), point(120, 180, "-30.5"));
        assertEquals(Optional.of("10"), at(0));
        assertEquals(Optional.of("10"), at(59));
        assertEquals(Optional.empty(), at(60));
        assertEquals(Optional.of("-30.5"), at(120));
        assertEquals(Optional.empty(), at(180));
        assertEquals(Optional.empty(), at(-1));
        assertEquals(1, prices.between("DE-LU", minute(60), minute(121)).size());
    }

    @Test
    void aZoneIsKnownByEitherCodeAndAnUnknownOneHasNoPrice() {
        write(0, point(0, 60, "10"));
        assertTrue(prices.at("10Y1001A1001A82H", NOON).isPresent());
        assertEquals(Optional.empty(), prices.at("FR", NOON));
        assertEquals(Optional.empty(), prices.at("DE", NOON));
    }

    @Test
    void aCorrectionCountsAndWhatItReplacesIsCutAroundIt() {
        write(0, point(0, 60, "10"), point(60, 120, "20"));
        write(1, point(15, 30, "11"));
        write(2, point(15, 30, "12"));
        assertEquals(
                List.of("0-15 10", "15-30 12", "30-60 10", "60-120 20"),
                prices.between("DE-LU", NOON, minute(120)).stream()
                        .map(RecordedPricesTest::told)
                        .toList());
        assertEquals(4, store.between("DE-LU", NOON, minute(120)).size());
    }

    @Test
    void twoPricesOfOneRevisionCannotOverlapAndNoneIsChanged() {
        write(0, point(0, 60, "10"));
        var refused = assertThrows(DatabaseFailed.class, () -> write(0, point(59, 61, "11")));
        assertTrue(refused.isConstraint());
        write(0, point(60, 61, "11"));
        for (var statement :
                List.of(
                        "update day_ahead_price set price_per_mwh = 0",
                        "delete from day_ahead_price",
                        "truncate day_ahead_price",
                        "update feed_document set name = 'other'",
                        "delete from feed_document")) {
            assertThrows(DatabaseFailed.class, () -> database.sql(statement).update(), statement);
        }
    }

    @Test
    void theSameBytesAreKeptOnce() {
        assertEquals(document, keep("a document"));
        assertArrayEquals("a document".getBytes(StandardCharsets.UTF_8), documents.bytes(document));
    }

    private Optional<String> at(int minute) {
        return prices.at("DE-LU", minute(minute))
                .map(point -> point.pricePerMwh().stripTrailingZeros().toPlainString());
    }

    private static String told(Point point) {
        return java.time.Duration.between(NOON, point.from()).toMinutes()
                + "-"
                + java.time.Duration.between(NOON, point.to()).toMinutes()
                + " "
                + point.pricePerMwh().stripTrailingZeros().toPlainString();
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private static Point point(int from, int to, String price) {
        return new Point(minute(from), minute(to), EUR, new BigDecimal(price), "a test");
    }

    private void write(int revision, Point... points) {
        var kept = List.of(points).stream().map(point -> new Kept(point, revision)).toList();
        store.write("DE-LU", kept, document, NOON);
    }

    private UUID keep(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return documents.keep(
                new DocumentStore.Arrived(
                        UUID.randomUUID(),
                        FeedKind.ENTSOE,
                        "a file",
                        Sha256.of(bytes),
                        Actor.OPERATOR,
                        "ada",
                        NOON),
                bytes);
    }
}
