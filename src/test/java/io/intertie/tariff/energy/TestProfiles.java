package io.intertie.tariff.energy;

import io.intertie.platform.persistence.Database;

/// The measured profiles on a database, for tests of the rooms above.
public final class TestProfiles {
    private TestProfiles() {}

    public static EnergyProfiles on(Database database) {
        return new EnergyProfiles(new MeasuredStore(database));
    }
}
