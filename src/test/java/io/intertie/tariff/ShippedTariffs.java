package io.intertie.tariff;

import java.util.List;

/// The shipped tariffs, for tests of other rooms.
public final class ShippedTariffs {
    private ShippedTariffs() {}

    public static List<ReferenceTariff> all() {
        return References.ALL;
    }
}
