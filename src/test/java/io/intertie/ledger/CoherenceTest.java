package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Corrupts one thing at a time, as only the tables' owner can, and expects it to be named.
class CoherenceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Database DATABASE = TestDatabase.fresh();
    private static final TestLedger LEDGER =
            TestLedger.on(DATABASE, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeAll
    static void someTrade() {
        var buyer = UUID.randomUUID();
        LEDGER.topUp(buyer, "100", "USD");
        LEDGER.placed(buyer, "1", "USD", NOW);
        for (int i = 0; i < 3; i++) {
            var outcome =
                    LEDGER.chargeUsage()
                            .capture(
                                    new ChargeUsage.Charge(
                                            LEDGER.placed(buyer, "1", "USD", NOW),
                                            buyer,
                                            Currency.of("USD"),
                                            2_341_570_000L,
                                            new UUID(0, 7),
                                            Currency.of("CNY"),
                                            14_539_402_900L,
                                            500,
                                            NOW,
                                            Map.of()));
            assertEquals(ChargeUsage.Outcome.Captured.class, outcome.getClass());
        }
    }

    @Test
    void soundBooksHaveNoFaults() {
        assertEquals(List.of(), LEDGER.coherence().faults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "update wallet set posted = posted + 1          | posted of wallet",
                "update wallet set held = held - 1              | held of wallet",
                "update wallet set carry_pico = carry_pico + 1  | carry of wallet",
                "update provider_carry set carry_pico = 0       | carry of provider",
                "delete from provider_carry                     | carry of provider",
                "update hold set state = 'EXPIRED', ended_at = now() where state = 'HELD'"
                        + " | held of wallet",
                "update hold set buyer_pico = buyer_pico + 1 where state = 'CAPTURED'"
                        + " | carry of wallet",
                "update journal_line set code = 2021 where code = 2010 and micro > 0"
                        + " | posted of wallet",
                "update journal_line set micro = micro + 1 where code = 1020 | journal",
                "update journal_line set owner = 'eve' where code = 2020     | journal",
                "update journal set external_ref = 'x' where kind = 'TOPUP'  | journal",
            })
    void aCorruptionIsNamed(String change, String place) {
        var faults = new ArrayList<Coherence.Fault>();
        assertThrows(
                Undone.class,
                () ->
                        DATABASE.transaction(() -> {
                            forced(change);
                            faults.addAll(LEDGER.coherence().counted());
                            throw new Undone();
                        }));
        assertTrue(
                faults.stream().anyMatch(fault -> fault.place().startsWith(place)),
                faults.toString());
    }

    private static void forced(String change) {
        for (var table : List.of("wallet", "hold", "provider_carry", "journal", "journal_line")) {
            DATABASE.sql("alter table " + table + " disable trigger all").update();
        }
        assertTrue(DATABASE.sql(change).update() > 0, change);
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
