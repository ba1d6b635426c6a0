package io.intertie.metering;

import io.intertie.access.OrganisationLimits;
import io.intertie.ledger.TestLedger;
import java.time.Clock;

/// What was spent of limits, for tests of the rooms above.
public final class TestSpending {
    private TestSpending() {}

    public static Spending on(TestLedger ledger, OrganisationLimits limits, Clock clock) {
        return new Spending(ledger.wallets(), limits, clock);
    }
}
