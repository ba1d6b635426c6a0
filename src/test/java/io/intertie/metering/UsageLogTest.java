package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// I16: what a node was told is kept survives, whatever its file looks like after a kill.
@Tag("money")
class UsageLogTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00.123456Z");
    private static final Currency EUR = Currency.of("EUR");
    private static final Currency CNY = Currency.of("CNY");

    @TempDir private Path folder;

    @Test
    void aRecordIsReadAsItWasWritten() {
        var full = rated(Optional.of(UUID.randomUUID()), UsageRecord.State.PARTIAL);
        var failed = rated(Optional.empty(), UsageRecord.State.FAILED);
        assertEquals(full, UsageFormat.rated(UsageFormat.bytes(full)));
        assertEquals(failed, UsageFormat.rated(UsageFormat.bytes(failed)));
    }

    @Test
    void anotherVersionIsNotGuessedAt() {
        var bytes = UsageFormat.bytes(rated());
        bytes[0] = 1;
        assertThrows(IllegalArgumentException.class, () -> UsageFormat.rated(bytes));
    }

    @Test
    void whatIsKeptIsThereAtTheNextStart() throws IOException {
        var kept = written(3);
        try (var log = UsageLog.open(folder)) {
            assertEquals(kept, log.left());
            assertEquals(kept, log.left());
            log.forget();
        }
        try (var log = UsageLog.open(folder)) {
            assertEquals(List.of(), log.left());
        }
    }

    @Test
    void whatIsOnTheBooksIsForgotten() throws IOException {
        try (var log = UsageLog.open(folder)) {
            log.append(rated()).join().settled();
        }
        try (var log = UsageLog.open(folder)) {
            assertEquals(List.of(), log.left());
        }
    }

    @Test
    void aNodeKeepsItsName() throws IOException {
        UUID name;
        try (var log = UsageLog.open(folder)) {
            name = log.nodeId();
        }
        try (var log = UsageLog.open(folder)) {
            assertEquals(name, log.nodeId());
        }
    }

    @Test
    void theEndOfTheNewestFileMayBeTorn() throws IOException {
        var kept = written(3);
        var file = newest();
        for (int cut = 1; cut <= 60; cut++) {
            shorten(file, 1);
            try (var log = UsageLog.open(copied(cut))) {
                assertEquals(kept.subList(0, 2), log.left(), "shorter by " + cut);
            }
        }
    }

    @Test
    void roomBehindTheRecordsIsNoDamage() throws IOException {
        var kept = written(3);
        var file = newest();
        Files.write(file, new byte[4_000], StandardOpenOption.APPEND);
        kept.addAll(written(1));
        try (var log = UsageLog.open(folder)) {
            assertEquals(kept, log.left());
        }
    }

    @Test
    void aFrameThatWasTornWithinItsRoomIsPassedOver() throws IOException {
        var kept = written(3);
        var bytes = Files.readAllBytes(newest());
        Files.write(newest(), new byte[4_000], StandardOpenOption.APPEND);
        for (int cut = 1; cut <= 60; cut++) {
            try (var file = FileChannel.open(newest(), StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.allocate(1), bytes.length - cut);
            }
            try (var log = UsageLog.open(copied(cut))) {
                var left = log.left();
                assertEquals(kept.subList(0, 2), left.subList(0, 2), "zero from " + cut);
                assertEquals(isAllZero(bytes, cut) ? 3 : 2, left.size(), "zero from " + cut);
            }
        }
    }

    private static boolean isAllZero(byte[] bytes, int cut) {
        return IntStream.range(bytes.length - cut, bytes.length).allMatch(at -> bytes[at] == 0);
    }

    @Test
    void aByteThatChangedWithinTheFileIsNotPassedOver() throws IOException {
        written(3);
        var file = newest();
        var bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length * 2 / 3; at += 7) {
            bytes[at] ^= 1;
            Files.write(file, bytes);
            bytes[at] ^= 1;
            try (var log = UsageLog.open(copied(at))) {
                assertThrows(LogDamaged.class, log::left, "byte " + at);
            }
        }
    }

    @Test
    void theEndOfAnOlderFileMayNotBeTorn() throws IOException {
        written(2);
        shorten(newest(), 5);
        written(1);
        try (var log = UsageLog.open(folder)) {
            assertThrows(LogDamaged.class, log::left);
        }
    }

    @Test
    void aFullFileIsFollowedByAnother() throws IOException {
        var kept = new ArrayList<UsageRecords.Rated>();
        try (var log = UsageLog.open(folder)) {
            while (Segments.in(folder).size() < 3) {
                var group = new ArrayList<java.util.concurrent.CompletableFuture<UsageLog.Kept>>();
                for (int i = 0; i < 3_000; i++) {
                    var rated = rated();
                    kept.add(rated);
                    group.add(log.append(rated));
                }
                group.forEach(java.util.concurrent.CompletableFuture::join);
            }
        }
        try (var log = UsageLog.open(folder)) {
            assertEquals(kept, log.left());
        }
    }

    @Test
    void aClosedLogKeepsNothingMore() throws IOException {
        var log = UsageLog.open(folder);
        log.close();
        var late = log.append(rated());
        assertThrows(CompletionException.class, late::join);
        assertTrue(late.isCompletedExceptionally());
    }

    /// Records in frames of their own.
    private List<UsageRecords.Rated> written(int count) throws IOException {
        var kept = new ArrayList<UsageRecords.Rated>();
        try (var log = UsageLog.open(folder)) {
            for (int i = 0; i < count; i++) {
                var rated = rated();
                log.append(rated).join();
                kept.add(rated);
            }
        }
        return kept;
    }

    private Path newest() throws IOException {
        return Segments.in(folder).getLast();
    }

    private Path copied(int number) throws IOException {
        var copy = Files.createDirectories(folder.resolve("copy" + number));
        Files.copy(newest(), copy.resolve(newest().getFileName()));
        return copy;
    }

    private static void shorten(Path file, long bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }

    private static UsageRecords.Rated rated() {
        return rated(Optional.empty(), UsageRecord.State.COMPLETED);
    }

    private static UsageRecords.Rated rated(Optional<UUID> quoteId, UsageRecord.State state) {
        var id = UUID.randomUUID();
        var usage =
                new UsageRecord(
                        id,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        Band.DEEP_VALLEY,
                        quoteId,
                        EUR,
                        CNY,
                        new TokenCount(5_300, 17, 1_100, 3),
                        UsageRecord.CountedBy.O200K_BASE,
                        false,
                        state,
                        "длинный конец 停止 😀\0",
                        new BigDecimal("2.035200000000"),
                        12,
                        345,
                        NOW,
                        NOW.plusSeconds(3));
        var charge = new Charge(id, EUR, 2_341_570_000L, CNY, 14_539_402_900L);
        return new UsageRecords.Rated(usage, charge, Optional.empty());
    }
}
