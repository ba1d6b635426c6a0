package io.intertie.web;

import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/// Tariffs of the small market: a Chinese one for two sites, a flat one for the third.
public final class SmallTariffs {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static final TariffTable ICELANDIC =
            TariffTable.flat(ZoneId.of("Atlantic/Reykjavik"), new BigDecimal("0.049"));
    private static final TariffTable CHINESE = SmallMarket.chinese();

    static TariffTable table(UUID dataCenterId) {
        return dataCenterId.equals(SmallMarket.id(12)) ? ICELANDIC : CHINESE;
    }

    public TariffVersion inForce(UUID dataCenterId) {
        var table = table(dataCenterId);
        return new TariffVersion(
                SmallMarket.id(900),
                dataCenterId,
                3,
                dataCenterId.equals(SmallMarket.id(12)) ? SmallMarket.EUR : SmallMarket.CNY,
                table,
                new BigDecimal("31.2"),
                new BigDecimal("0.85"),
                BigDecimal.ZERO,
                START,
                TariffVersion.State.VERIFIED,
                "Inner Mongolia Power, October 2026 table",
                "official",
                "a90f".repeat(16));
    }
}
