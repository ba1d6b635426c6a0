package io.intertie.settlement;

import static io.intertie.identity.TestParties.PROVIDER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.catalog.ListingChanged;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.TestParties;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class WindowOpeningTest {
    @Test
    void whoeverListsSomethingHasAnOpenWindow() {
        var persistence = TestCatalog.persistenceWith();
        var clock = Clock.systemUTC();
        var catalog = TestCatalog.on(persistence, clock);
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
        var market = new TestMarket(persistence.database());
        var opening = new WindowOpening(catalog, market.settlements);

        opening.on(new ListingChanged(UUID.randomUUID()));
        assertEquals(List.of(), market.settlements.windows());

        opening.on(new ListingChanged(TestCatalog.LISTING.id()));
        opening.on(new ListingChanged(TestCatalog.LISTING.id()));
        assertEquals(
                List.of(SettlementWindow.State.OPEN),
                market.settlements.windowsOf(PROVIDER).stream()
                        .map(SettlementWindow::state)
                        .toList());
    }
}
