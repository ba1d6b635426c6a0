package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.access.SpendLimit;
import io.intertie.access.SpendLimit.Reset;
import io.intertie.ledger.ChargeUsage;
import io.intertie.ledger.TestLedger;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Which counter a limit counts on, from period to period.
class SpendingTest {
    private static final Instant NOW = Instant.parse("2026-11-30T23:59:00Z");
    private static final Currency USD = Currency.of("USD");

    private final TestLedger ledger =
            TestLedger.on(TestDatabase.fresh(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final UUID buyer = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();

    @Test
    void aCallCountsInThePeriodInWhichItWasAdmittedAndTheNextBeginsWithNothing() {
        ledger.topUp(buyer, "100", "USD");
        var limit = new SpendLimit(Money.of("10", USD), Reset.MONTHLY);
        var november = Limited.ofKey(key, limit, NOW);
        var request = UUID.randomUUID();
        ledger.wallets()
                .place(
                        request,
                        buyer,
                        Money.of("4", USD),
                        NOW.plusSeconds(600),
                        List.of(november.cap()));
        // Captured in December.
        ledger.chargeUsage()
                .capture(
                        new ChargeUsage.Charge(
                                request,
                                buyer,
                                USD,
                                3_000_000_000_001L,
                                key,
                                USD,
                                0,
                                0,
                                NOW.plusSeconds(300),
                                Map.of()));
        assertEquals(3_000_001, spent(november));
        assertEquals(0, spent(Limited.ofKey(key, limit, NOW.plusSeconds(60))));
        var weekly = new SpendLimit(limit.most(), Reset.WEEKLY);
        assertEquals(0, spent(Limited.ofKey(key, weekly, NOW)));
        assertEquals(0, spent(Limited.ofOrganisation(key, limit, NOW)));
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void whatRemainsIsNeverBelowNothing() {
        var limit = new SpendLimit(Money.of("1", USD), Reset.NEVER);
        var most = Money.of("0.7", USD);
        var spent = new Spending.Spent(limit, most, most, limit.reset().endAfter(NOW));
        assertEquals(Money.zero(USD), spent.remaining());
    }

    private long spent(Limited limited) {
        return ledger.wallets().counted(List.of(limited.counter())).values().stream()
                .mapToLong(counted -> counted.spent())
                .sum();
    }
}
