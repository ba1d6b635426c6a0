package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A node's log on a folder, for measurements outside of this room.
public final class TestLog implements Closeable {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00.123456Z");
    private static final Currency EUR = Currency.of("EUR");
    private static final Currency CNY = Currency.of("CNY");
    private static final UUID SOME = UUID.randomUUID();

    private final UsageLog log;

    public TestLog(Path folder) throws IOException {
        log = UsageLog.open(folder);
    }

    /// Appends a record; ends when it is durable.
    public CompletableFuture<?> append(UUID requestId) {
        var usage =
                new UsageRecord(
                        requestId,
                        SOME,
                        SOME,
                        SOME,
                        SOME,
                        SOME,
                        SOME,
                        Band.VALLEY,
                        Optional.of(SOME),
                        EUR,
                        CNY,
                        new TokenCount(5_300, 17, 1_100, 3),
                        UsageRecord.CountedBy.PROVIDER,
                        true,
                        UsageRecord.State.COMPLETED,
                        "stop",
                        new BigDecimal("2.035200000000"),
                        12,
                        345,
                        NOW,
                        NOW.plusSeconds(3));
        var charge = new Charge(requestId, EUR, 2_341_570_000L, CNY, 14_539_402_900L);
        return log.append(new UsageRecords.Rated(usage, charge, Optional.empty()));
    }

    /// How many records an earlier run has left.
    public int left() {
        return log.left().size();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
