package io.intertie.web;

import io.intertie.identity.Actor;
import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Tariffs of the small market: a Chinese one for two sites, a flat one for the third.
public final class SmallTariffs implements Tariffs {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    static TariffTable table(UUID dataCenterId) {
        return dataCenterId.equals(SmallMarket.id(12))
                ? TariffTable.flat(ZoneId.of("Atlantic/Reykjavik"), new BigDecimal("0.049"))
                : SmallMarket.chinese();
    }

    @Override
    public Optional<TariffVersion> inForce(UUID dataCenterId, Instant at) {
        var table = table(dataCenterId);
        return Optional.of(
                new TariffVersion(
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
                        "a90f".repeat(16)));
    }

    @Override
    public List<TariffVersion> of(UUID dataCenterId) {
        return inForce(dataCenterId, START).stream().toList();
    }

    @Override
    public Optional<TariffVersion> find(UUID versionId) {
        return inForce(SmallMarket.id(11), START);
    }

    @Override
    public TariffVersion draft(TariffVersion draft, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TariffVersion verify(UUID versionId, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ReferenceTariff> references() {
        return List.of();
    }

    @Override
    public Optional<ReferenceTariff> reference(String code) {
        return Optional.empty();
    }
}
