package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.movement.GrantPromo;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Corrupts one thing at a time, as only the tables' owner can, and expects it to be named.
@Tag("money")
class CoherenceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Database DATABASE = TestDatabase.fresh();
    private static final TestLedger LEDGER =
            TestLedger.on(DATABASE, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeAll
    static void someTrade() {
        var buyer = UUID.randomUUID();
        LEDGER.topUp(buyer, "100", "USD");
        var credit = Money.of("0.005", Currency.of("USD"));
        LEDGER.journal().book(new GrantPromo("g-1", buyer, credit, NOW.plusSeconds(9), Map.of()));
        var cap = new Wallets.Cap("key/1", Money.of("9", Currency.of("USD")));
        var one = Money.of("1", Currency.of("USD"));
        LEDGER.wallets().place(new UUID(0, 1), buyer, one, NOW, List.of(cap));
        LEDGER.wallets().place(new UUID(0, 2), buyer, one, NOW, List.of(cap));
        for (int i = 0; i < 3; i++) {
            var outcome =
                    LEDGER.chargeUsage()
                            .capture(
                                    new ChargeUsage.Charge(
                                            i == 0
                                                    ? new UUID(0, 2)
                                                    : LEDGER.placed(buyer, "1", "USD", NOW),
                                            buyer,
                                            Currency.of("USD"),
                                            2_341_570_000L,
                                            new UUID(0, 7),
                                            Currency.of("CNY"),
                                            14_539_402_900L,
                                            500,
                                            Optional.of(new ChargeUsage.Vat("DE", 1_900)),
                                            NOW,
                                            Map.of()));
            var captured = assertInstanceOf(ChargeUsage.Outcome.Captured.class, outcome);
            LEDGER.reversals()
                    .refund(
                            "r-" + i,
                            captured.entry().orElseThrow().id(),
                            Money.of("0.001", Currency.of("USD")),
                            Map.of());
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
                "update spend_counter set spent_pico = spent_pico + 1 | spend counter key/1",
                "update spend_counter set held = held - 1       | spend counter key/1",
                "delete from spend_counter                      | spend counter key/1",
                "update hold set counters = null                | spend counter key/1",
                "update wallet set promo = promo + 1            | promo of wallet",
                "update wallet set promo = promo + 1            | grants of wallet",
                "update wallet set share_carry = share_carry + 1 | share of wallet",
                "update vat_carry set carry = carry + 1         | VAT carry",
                "delete from vat_carry                          | VAT carry",
                "update promo_grant set used = used - 1         | grants of wallet",
                "delete from promo_grant                        | grants of wallet",
                "update hold set vat_bps = 1901 where vat_bps = 1900 | VAT carry",
                "update hold set fee_bps = 501 where fee_bps = 500   | share of wallet",
                "delete from journal_cause where kind = 'CAPTURE'    | cause of journal",
                "update journal_cause set external_ref = 'x' where kind = 'TOPUP'"
                        + " | cause of journal",
                "update reversal set journal_id = gen_random_uuid() | reversals of journal",
                "update journal_line l set micro = micro * 9 from reversal r"
                        + " where l.journal_id = r.journal_id | reversals of journal",
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
    @Tag("lesson-6")
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
        for (var table :
                List.of(
                        "wallet",
                        "hold",
                        "spend_counter",
                        "provider_carry",
                        "vat_carry",
                        "promo_grant",
                        "reversal",
                        "journal_cause",
                        "journal",
                        "journal_line")) {
            DATABASE.sql("alter table " + table + " disable trigger all").update();
        }
        assertTrue(DATABASE.sql(change).update() > 0, change);
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
