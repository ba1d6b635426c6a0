package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.Hold;
import io.intertie.ledger.TestLedger;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The worked example: 5,300 tokens in and 1,100 out cost 2,341,570,000 pico USD.
@Tag("money")
class MeteringTest {
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");
    private static final Spender FREE = Spender.free(UUID.randomUUID());
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    private final TestLedger ledger =
            TestLedger.on(TestDatabase.fresh(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final PriceVersion version = TestVersions.example(CNY);
    private final TestMetering room =
            TestMetering.on(
                    ledger, Map.of(version.id(), version), Clock.fixed(NOW, ZoneOffset.UTC));
    private final Metering metering = room.metering();
    private final UUID buyer = UUID.randomUUID();
    private final UUID provider = UUID.randomUUID();
    private final UUID id = UUID.randomUUID();

    MeteringTest() {
        ledger.wallets().open(buyer, USD);
        ledger.topUp(buyer, "1", "USD");
    }

    @AfterEach
    void theBooksAgree() {
        assertEquals(List.of(), ledger.coherence().faults());
        assertEquals(List.of(), TestUsageSums.differences(ledger.database()));
    }

    @Test
    void theLastUseOfAKeyIsReadFromItsUsage() {
        metering.reserve(ceiling(6_000, 1_100, NOW.plusSeconds(60)));
        var usage = usage(UsageRecord.State.COMPLETED, 5_300, 1_100);
        metering.record(usage);
        var sums = new UsageSums(ledger.database());
        var used = Map.of(usage.apiKeyId(), usage.servedAt());
        assertEquals(used, sums.lastUses(usage.servedAt()));
        assertEquals(Map.of(), sums.lastUses(usage.servedAt().plusSeconds(1)));
    }

    @Test
    void theWorkedExampleCostsItsBuyerAndEarnsItsProviderToThePico() {
        metering.reserve(ceiling(6_000, 1_100, NOW.plusSeconds(60)));
        var charge = metering.record(usage(UsageRecord.State.COMPLETED, 5_300, 1_100));
        assertEquals(2_341_570_000L, charge.buyerPico());
        assertEquals(14_539_402_900L, charge.providerPico());
        assertEquals(new BigDecimal("0.002341570000"), charge.buyerCost());
        var wallet = ledger.wallets().find(buyer, USD).orElseThrow();
        assertEquals(1_000_000 - 2_341, wallet.posted().micro());
        assertEquals(570_000, wallet.carryPico());
    }

    @Test
    void theSameRequestAgainIsChargedOnce() {
        metering.reserve(ceiling(6_000, 1_100, NOW.plusSeconds(60)));
        var first = metering.record(usage(UsageRecord.State.COMPLETED, 5_300, 1_100));
        var again = metering.record(usage(UsageRecord.State.COMPLETED, 5_300, 1_100));
        assertEquals(first, again);
        var wallet = ledger.wallets().find(buyer, USD).orElseThrow();
        assertEquals(1_000_000 - 2_341, wallet.posted().micro());
    }

    @Test
    void aReservationCoversTheDearestReadingOfTheRequest() {
        var reserved = metering.reserve(ceiling(5_300, 1_100, NOW.plusSeconds(60)));
        var ceiling = assertInstanceOf(Reservation.Reserved.class, reserved).ceiling();
        assertEquals(2_342, ceiling.micro());
    }

    @Test
    @Tag("lesson-26")
    void aWalletThatHasLessIsToldApartFromAMissingPrice() {
        var needed = metering.reserve(ceiling(5_000_000, 0, NOW.plusSeconds(60)));
        var lacking = assertInstanceOf(Reservation.Insufficient.class, needed);
        assertEquals(1_000_000, lacking.available().micro());
        assertEquals(1_166_000, lacking.needed().micro());
        var peak = new PriceInForce(version, Band.PEAK, BigDecimal.ONE);
        var unpriced =
                new Ceiling(UUID.randomUUID(), buyer, FREE, USD, peak, 1, 1, NOW.plusSeconds(60));
        assertInstanceOf(Reservation.Unpriced.class, metering.reserve(unpriced));
    }

    @Test
    void anOrganisationWithoutWalletHasNothingAvailable() {
        var price = new PriceInForce(version, Band.FLAT, BigDecimal.ONE);
        var ceiling =
                new Ceiling(id, UUID.randomUUID(), FREE, USD, price, 10, 10, NOW.plusSeconds(60));
        var lacking = assertInstanceOf(Reservation.Insufficient.class, metering.reserve(ceiling));
        assertEquals(0, lacking.available().micro());
    }

    @Test
    void aFailedRequestCostsNothingAndIsKept() {
        metering.reserve(ceiling(6_000, 1_100, NOW.plusSeconds(60)));
        metering.record(usage(UsageRecord.State.FAILED, 0, 0));
        assertEquals(Hold.State.VOIDED, ledger.wallets().hold(id).orElseThrow().state());
        assertEquals(
                1_000_000, ledger.wallets().find(buyer, USD).orElseThrow().available().micro());
        assertEquals(0, room.records().find(id).orElseThrow().charge().buyerPico());
    }

    @Test
    void whatWasNeverRecordedIsGivenBackWhenItsTimeIsOver() {
        metering.reserve(ceiling(6_000, 1_100, NOW.minusSeconds(1)));
        assertEquals(1, metering.expire());
        assertEquals(
                1_000_000, ledger.wallets().find(buyer, USD).orElseThrow().available().micro());
    }

    @Test
    void aRecordWhoseHoldIsGoneIsNotWritten() {
        metering.reserve(ceiling(6_000, 1_100, NOW.plusSeconds(60)));
        metering.release(id);
        assertThrows(
                HoldGone.class,
                () -> metering.record(usage(UsageRecord.State.COMPLETED, 5_300, 1_100)));
        assertTrue(room.records().find(id).isEmpty());
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        metering.reserve(ceiling(6_000, 1_100, NOW.plusSeconds(60)));
        var usage = usage(UsageRecord.State.COMPLETED, 5_300, 1_100);
        var charge = metering.record(usage);
        var expected =
                List.of(new UsageRecords.Rated(usage, charge, Optional.of(usage.requestId())));
        var day = Duration.ofDays(1);
        assertEquals(expected, room.records().ofBuyer(buyer, 10));
        assertEquals(expected, room.records().ofProvider(provider, 10));
        assertEquals(
                expected, room.records().served(provider, CNY, NOW.minus(day), NOW.plus(day), 10));
        assertEquals(
                List.of(
                        new UsageRecords.Total(
                                usage.modelId(), USD, 1, 5_300, 1_100, 2_341_570_000L, 2_035)),
                room.records().totalsOfBuyer(buyer, NOW.minus(day), NOW.plus(day)));
    }

    @Test
    void theTableRefusesChanges() {
        metering.reserve(ceiling(6_000, 1_100, NOW.plusSeconds(60)));
        metering.record(usage(UsageRecord.State.COMPLETED, 5_300, 1_100));
        for (var sql :
                List.of(
                        "update usage_record set buyer_pico = 0",
                        "delete from usage_record",
                        "truncate usage_record")) {
            assertThrows(DatabaseFailed.class, () -> ledger.database().sql(sql).update(), sql);
        }
    }

    private Ceiling ceiling(long input, long output, Instant expiresAt) {
        var price = new PriceInForce(version, Band.FLAT, new BigDecimal("0.492807"));
        return new Ceiling(id, buyer, FREE, USD, price, input, output, expiresAt);
    }

    private UsageRecord usage(UsageRecord.State state, long input, long output) {
        return new UsageRecord(
                id,
                buyer,
                UUID.nameUUIDFromBytes(new byte[] {1}),
                version.listingId(),
                UUID.nameUUIDFromBytes(new byte[] {2}),
                provider,
                version.id(),
                Band.FLAT,
                Optional.empty(),
                USD,
                CNY,
                new TokenCount(input, 0, output, 0),
                UsageRecord.CountedBy.PROVIDER,
                true,
                state,
                "stop",
                new BigDecimal("2.035200000000"),
                12,
                345,
                NOW,
                NOW);
    }
}
