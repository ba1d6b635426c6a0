package io.intertie.tariff;

import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Provider;
import io.intertie.platform.persistence.Database;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The tariffs of some sites wired by hand, for tests of the rooms above.
public final class TestTariffs {
    private TestTariffs() {}

    public static Tariffs on(
            Database database, List<DataCenter> sites, Map<UUID, Provider> providers, Clock clock) {
        var ground =
                new Ground(
                        new Ground.Rooms(
                                List::of,
                                id -> Optional.empty(),
                                id -> sites.stream().filter(it -> it.id().equals(id)).findFirst(),
                                id -> Optional.ofNullable(providers.get(id)),
                                id -> Optional.empty(),
                                pair -> Optional.empty(),
                                id -> Optional.empty(),
                                pair -> BigDecimal.ZERO,
                                (listing, declared) -> declared),
                        (listing, zone, until) -> Optional.empty());
        var witness = new Witness((actor, action, subject, detail) -> {}, event -> {});
        return new Tariffs(new TariffStore(database, clock), ground, witness, database, clock);
    }
}
