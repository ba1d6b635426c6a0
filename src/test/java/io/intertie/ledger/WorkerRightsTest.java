package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.movement.GrantPromo;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The role that works books, and cannot change what is booked (I7).
@Tag("money")
class WorkerRightsTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Currency USD = Currency.of("USD");

    private final TestDatabase.Roles roles = TestDatabase.freshForRoles();
    private final TestLedger ledger = TestLedger.on(roles.worker(), CLOCK);
    private final UUID buyer = UUID.randomUUID();

    @Test
    void theRoleThatWorksCanDoAllItsWork() {
        trade();
        ledger.promoExpiry().run();
        assertTrue(new MonthsAhead(roles.worker(), Clock.offset(CLOCK, YEAR)).create() > 0);
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void itCannotChangeWhatIsBooked() {
        trade();
        for (var table :
                List.of("journal", "journal_line", "journal_cause", "reversal", "usage_record")) {
            denied("delete from " + table);
            denied("update " + table + " set book_id = 2");
            denied("truncate " + table);
            denied("alter table " + table + " disable trigger all");
        }
    }

    @Test
    void itCannotWriteAMonthPastItsTable() {
        new MonthsAhead(roles.worker(), CLOCK).create();
        for (var month : List.of("journal_2026_11", "journal_line_2026_11", "journal_rest")) {
            denied("insert into " + month + " overriding system value select * from " + month);
            denied("delete from " + month);
        }
        denied("alter table journal detach partition journal_2026_11");
    }

    private void denied(String change) {
        var refused =
                assertThrows(
                        DatabaseFailed.class, () -> roles.worker().sql(change).update(), change);
        var why = String.valueOf(refused.getCause());
        assertTrue(why.contains("permission denied") || why.contains("must be owner"), why);
    }

    private void trade() {
        ledger.topUp(buyer, "10", "USD");
        ledger.journal()
                .book(new GrantPromo("g", buyer, Money.of("1", USD), CLOCK.instant(), Map.of()));
        var outcome =
                ledger.chargeUsage()
                        .capture(
                                new ChargeUsage.Charge(
                                        ledger.placed(buyer, "2", "USD", CLOCK.instant()),
                                        buyer,
                                        USD,
                                        500_000_000_000L,
                                        UUID.randomUUID(),
                                        Currency.of("CNY"),
                                        400_000_000_000L,
                                        500,
                                        Optional.of(new ChargeUsage.Vat("DE", 1_900)),
                                        CLOCK.instant(),
                                        Map.of()));
        var charge =
                assertInstanceOf(ChargeUsage.Outcome.Captured.class, outcome).entry().orElseThrow();
        assertInstanceOf(
                Reversals.Outcome.Booked.class,
                ledger.reversals().refund("r", charge.id(), Money.of("0.1", USD), Map.of()));
    }
}
