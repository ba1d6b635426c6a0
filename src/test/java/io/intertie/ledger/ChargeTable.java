package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Carry;
import io.intertie.money.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What requests' charges post (E4 to E6), as an auditor reads it.
class ChargeTable {
    private static final UUID BUYER = UUID.randomUUID();
    private static final UUID PROVIDER = UUID.randomUUID();
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");

    @Test
    void chargeUsageE4InTwoCurrencies() {
        var charge = charge(2_341_570_000L, CNY, 14_539_402_900L, 500);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, legs.buyerMicro()),
                """
                buyer:wallet USD -> market:fee USD 0.000117
                buyer:wallet USD -> market:fx:position USD 0.002224
                market:fx:position CNY -> provider:provider:accrued CNY 0.014539\
                """);
        assertEquals(570_000, legs.after().buyer().pico());
        assertEquals(4_915_000_000L, legs.after().share().rest(), "491,500 pico");
        assertEquals(402_900, legs.after().provider().pico());
    }

    @Test
    void chargeUsageE4InOneCurrency() {
        var charge = charge(2_341_570_000L, USD, 2_224_491_500L, 500);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, legs.buyerMicro()),
                """
                buyer:wallet USD -> market:fee USD 0.000117
                buyer:wallet USD -> provider:provider:accrued USD 0.002224\
                """);
        assertEquals(ShareCarry.NONE, legs.after().share());
    }

    @Test
    void chargeUsageE4WhenTheProvidersCarryComesDueFirst() {
        var before = new ChargeLegs.Carries(Carry.NONE, ShareCarry.NONE, new Carry(999_999));
        var charge = charge(1_500_000, USD, 1_000_001, 500);
        reads(
                ChargeLegs.of(charge, before).postings(charge, 1),
                """
                buyer:wallet USD -> provider:provider:accrued USD 0.000001
                market:fee USD -> provider:provider:accrued USD 0.000001\
                """);
    }

    @Test
    void chargeUsageE4AboveWhatTheWalletCovers() {
        var charge = charge(2_341_570_000L, CNY, 14_539_402_900L, 500);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, 2_000),
                """
                buyer:wallet USD -> market:fee USD 0.000117
                buyer:wallet USD -> market:fx:position USD 0.001883
                market:overrun USD -> market:fx:position USD 0.000341
                market:fx:position CNY -> provider:provider:accrued CNY 0.014539\
                """);
    }

    @Test
    void chargeUsageE4BelowOneMicroMovesNothing() {
        var charge = charge(999_999, CNY, 999_999, 500);
        reads(ChargeLegs.of(charge, ChargeLegs.Carries.NONE).postings(charge, 0), "");
    }

    private static ChargeUsage.Charge charge(
            long buyerPico, Currency provider, long providerPico, int feeBps) {
        return new ChargeUsage.Charge(
                UUID.randomUUID(),
                BUYER,
                USD,
                buyerPico,
                PROVIDER,
                provider,
                providerPico,
                feeBps,
                Instant.EPOCH,
                Map.of());
    }

    private static void reads(List<Posting> postings, String expected) {
        assertEquals(
                expected,
                postings.stream()
                        .map(Posting::toString)
                        .collect(Collectors.joining("\n"))
                        .replace(BUYER.toString(), "buyer")
                        .replace(PROVIDER.toString(), "provider"));
    }
}
