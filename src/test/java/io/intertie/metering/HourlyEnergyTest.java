package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.Band;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HourlyEnergyTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Currency CNY = Currency.of("CNY");

    private final Database database = TestDatabase.fresh();
    private final TestUsage usage = TestUsage.on(database);
    private final UUID listing = UUID.randomUUID();

    @Test
    void aListingIsMeasuredOnceItHasServedOnFourteenOfTheDays() {
        for (int day = 1; day <= 13; day++) {
            // 10:30 in Shanghai.
            served(listing, Instant.parse("2026-11-25T02:30:00Z").minus(Duration.ofDays(day)), "2");
        }
        assertEquals(Optional.empty(), measured(listing));
        served(listing, Instant.parse("2026-11-11T15:59:00Z"), "0.5");
        var hours = new ArrayList<>(Collections.nCopies(24, 0L));
        hours.set(10, 26_000L);
        hours.set(23, 500L);
        assertEquals(Optional.of(List.copyOf(hours)), measured(listing));
        assertEquals(Optional.empty(), measured(UUID.randomUUID()));
    }

    @Test
    void whatWasServedMoreThanTwentyEightDaysAgoCountsNoMore() {
        for (int day = 1; day <= 14; day++) {
            served(listing, NOW.minus(Duration.ofDays(14 + day)).minusSeconds(1), "2");
        }
        assertEquals(Optional.empty(), measured(listing));
    }

    private Optional<List<Long>> measured(UUID of) {
        return new HourlyEnergy(database).byHour(of, SHANGHAI, NOW);
    }

    private void served(UUID of, Instant at, String wattHours) {
        var id = UuidV7.at(at);
        var record =
                new UsageRecord(
                        id,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        of,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        Band.FLAT,
                        Optional.empty(),
                        CNY,
                        CNY,
                        new TokenCount(1, 0, 1, 0),
                        UsageRecord.CountedBy.PROVIDER,
                        false,
                        UsageRecord.State.COMPLETED,
                        "stop",
                        new BigDecimal(wattHours),
                        1,
                        1,
                        at,
                        at);
        usage.store().write(record, new Charge(id, CNY, 1, CNY, 1));
    }
}
