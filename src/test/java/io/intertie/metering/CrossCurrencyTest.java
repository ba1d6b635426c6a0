package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.fx.CurrencyPair;
import io.intertie.fx.MovingClock;
import io.intertie.fx.TargetDays;
import io.intertie.fx.TestQuotes;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.TestLedger;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// I10: a charge across currencies names a quote that was in force at its admission.
class CrossCurrencyTest {
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");
    private static final Map<String, String> RATES = Map.of("USD", "1.0000", "CNY", "7.0000");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);

    private final Database database = TestDatabase.fresh();
    private final MovingClock clock = new MovingClock("2026-11-16T17:00:00Z");
    private final TestLedger ledger = TestLedger.on(database, clock);
    private final TestQuotes.Room fx = TestQuotes.without(database, clock);
    private final PriceVersion fromChina = TestVersions.example(CNY);
    private final PriceVersion fromTexas = TestVersions.example(USD);
    private final Metering metering =
            TestMetering.on(
                            ledger,
                            Map.of(fromChina.id(), fromChina, fromTexas.id(), fromTexas),
                            clock,
                            fx.quotes())
                    .metering();
    private final UUID buyer = UUID.randomUUID();
    private final UUID provider = UUID.randomUUID();

    CrossCurrencyTest() {
        ledger.wallets().open(buyer, USD);
        ledger.topUp(buyer, "1", "USD");
    }

    @AfterEach
    void everyChargeAcrossCurrenciesNamesAValidQuote() {
        assertEquals(
                0,
                count(
                        "usage_record u where state <> 'FAILED'"
                                + " and provider_currency <> buyer_currency and not exists ("
                                + "select from charge_quote c join fx_quote q on q.id = c.quote_id"
                                + " where c.capture_id = u.capture_id"
                                + " and q.base = u.provider_currency"
                                + " and q.quote = u.buyer_currency"
                                + " and u.admitted_at >= q.valid_from"
                                + " and u.admitted_at < q.valid_to)"));
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void withoutARateNothingIsSetAsideAcrossCurrencies() {
        assertInstanceOf(Reservation.Unpriced.class, reserve(fromChina, UUID.randomUUID()));
        assertInstanceOf(Reservation.Reserved.class, reserve(fromTexas, UUID.randomUUID()));
        assertEquals(1, count("hold"));
    }

    @Test
    void aFeedThatDiedStopsHoldsAcrossCurrenciesOnlyAfterSevenTargetDays() {
        fx.ecb(MONDAY, RATES);
        clock.set("2026-11-25T22:59:50Z");
        assertInstanceOf(Reservation.Reserved.class, serve(fromChina));
        clock.set("2026-11-25T23:00:00Z");
        assertInstanceOf(Reservation.Unpriced.class, serve(fromChina));
        assertInstanceOf(Reservation.Reserved.class, serve(fromTexas));
        var posted = ledger.wallets().find(buyer, USD).orElseThrow().posted();
        assertInstanceOf(Reservation.Unpriced.class, serve(fromChina));
        assertEquals(posted, ledger.wallets().find(buyer, USD).orElseThrow().posted());

        clock.set("2026-11-26T17:00:00Z");
        fx.ecb(LocalDate.of(2026, 11, 26), RATES);
        assertInstanceOf(Reservation.Reserved.class, serve(fromChina));
    }

    @Test
    @Tag("lesson-12")
    void aRequestThatOutlivesItsQuoteKeepsIt() {
        fx.ecb(MONDAY, RATES);
        var id = UUID.randomUUID();
        reserve(fromChina, id);
        var admitted = clock.instant();
        var quote = fx.quotes().current(new CurrencyPair(CNY, USD)).orElseThrow();
        clock.set("2026-11-30T12:00:00Z");
        metering.record(usage(fromChina, id, admitted));
        var entry = ledger.journal().find(JournalEntry.Kind.CAPTURE, id.toString()).orElseThrow();
        assertEquals(quote.id().toString(), entry.basis().get("quote"));
        assertTrue(quote.isValidAt(admitted));
    }

    @Test
    void whereNoQuoteWasInForceNothingIsWritten() {
        fx.ecb(MONDAY, RATES);
        var id = UUID.randomUUID();
        reserve(fromChina, id);
        var before = Instant.parse("2026-11-10T12:00:00Z");
        assertThrows(
                IllegalStateException.class, () -> metering.record(usage(fromChina, id, before)));
        assertEquals(0, count("usage_record"));
        assertEquals(0, count("charge_quote"));
    }

    @Test
    @Tag("lesson-12")
    void theDatabaseHoldsAChargeToItsQuotesPairAndTime() {
        fx.ecb(MONDAY, RATES);
        serve(fromChina);
        var row =
                "insert into charge_quote select 1, gen_random_uuid(), quote_id, %s, %s,"
                        + " valid_from, %s, first_admitted_at, %s"
                        + " from charge_quote limit 1";
        for (var wrong :
                List.of(
                        row.formatted("'EUR'", "buyer_currency", "valid_to", "last_admitted_at"),
                        row.formatted(
                                "provider_currency",
                                "buyer_currency",
                                "valid_to + '1 day'",
                                "last_admitted_at"),
                        row.formatted(
                                "provider_currency", "buyer_currency", "valid_to", "valid_to"),
                        "update charge_quote set last_admitted_at = valid_from")) {
            assertThrows(DatabaseFailed.class, () -> database.sql(wrong).update(), wrong);
        }
        assertEquals(1, count("charge_quote"));
    }

    @Test
    void clocksThatJumpAndFeedsThatStopLeaveNoChargeWithoutItsQuote() {
        var random = new Random(20_261_125);
        var day = MONDAY;
        fx.ecb(day, RATES);
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(6)) {
                case 0 -> clock.pass(Duration.ofHours(random.nextInt(60)));
                case 1 -> clock.pass(Duration.ofMinutes(-random.nextInt(600)));
                case 2 -> {
                    day = TargetDays.after(day);
                    if (!day.isAfter(TargetDays.at(clock.instant()))) {
                        fx.ecb(day, RATES);
                    }
                }
                default -> serve(random.nextInt(4) == 0 ? fromTexas : fromChina);
            }
        }
        assertTrue(count("charge_quote") > 5, "charges " + count("charge_quote"));
    }

    private Reservation serve(PriceVersion version) {
        var id = UUID.randomUUID();
        var admitted = clock.instant();
        var reservation = reserve(version, id);
        if (reservation instanceof Reservation.Reserved) {
            metering.record(usage(version, id, admitted));
        }
        return reservation;
    }

    private Reservation reserve(PriceVersion version, UUID id) {
        var price = new PriceInForce(version, Band.FLAT, BigDecimal.ONE);
        var until = clock.instant().plusSeconds(1_000_000);
        var free = Spender.free(buyer);
        return metering.reserve(new Ceiling(id, buyer, free, USD, price, 100, 100, until));
    }

    private long count(String from) {
        return database.sql("select count(*) as n from " + from).one(row -> row.number("n"));
    }

    private UsageRecord usage(PriceVersion version, UUID id, Instant admittedAt) {
        return new UsageRecord(
                id,
                buyer,
                UUID.randomUUID(),
                version.listingId(),
                UUID.randomUUID(),
                provider,
                version.id(),
                Band.FLAT,
                Optional.empty(),
                USD,
                version.providerCurrency(),
                new TokenCount(100, 0, 100, 0),
                UsageRecord.CountedBy.PROVIDER,
                true,
                UsageRecord.State.COMPLETED,
                "stop",
                BigDecimal.ONE,
                80,
                900,
                admittedAt,
                admittedAt.plusSeconds(1));
    }
}
