package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Carry;
import io.intertie.money.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What requests' charges post (E4 to E6), as an auditor reads it.
@Tag("money")
class ChargeTable {
    private static final UUID BUYER = UUID.randomUUID();
    private static final UUID PROVIDER = UUID.randomUUID();
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");

    private static final Book.Mode AGENT = Book.Mode.AGENT;

    @Test
    void chargeUsageE4InTwoCurrencies() {
        var charge = charge(2_341_570_000L, CNY, 14_539_402_900L, 500);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, AGENT, all(legs)),
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
                legs.postings(charge, AGENT, all(legs)),
                """
                buyer:wallet USD -> market:fee USD 0.000117
                buyer:wallet USD -> provider:provider:accrued USD 0.002224\
                """);
        assertEquals(FineCarry.NONE, legs.after().share());
    }

    @Test
    void chargeUsageE4WhenTheProvidersCarryComesDueFirst() {
        var before =
                new ChargeLegs.Carries(
                        Carry.NONE, FineCarry.NONE, new Carry(999_999), FineCarry.NONE);
        var charge = charge(1_500_000, USD, 1_000_001, 500);
        reads(
                ChargeLegs.of(charge, before)
                        .postings(charge, AGENT, new ChargeLegs.Payment(0, 1, 0)),
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
                legs.postings(charge, AGENT, new ChargeLegs.Payment(0, 2_000, 341)),
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
        reads(
                ChargeLegs.of(charge, ChargeLegs.Carries.NONE)
                        .postings(charge, AGENT, new ChargeLegs.Payment(0, 0, 0)),
                "");
    }

    @Test
    void chargeUsageE5InPrincipalMode() {
        var charge = charge(2_341_570_000L, CNY, 14_539_402_900L, 500);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, Book.Mode.PRINCIPAL, all(legs)),
                """
                buyer:wallet USD -> market:revenue USD 0.002341
                market:inference:cost USD -> market:fx:position USD 0.002224
                market:fx:position CNY -> provider:provider:accrued CNY 0.014539\
                """);
    }

    @Test
    void chargeUsageE5InOneCurrency() {
        var charge = charge(2_341_570_000L, USD, 2_224_491_500L, 500);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, Book.Mode.PRINCIPAL, all(legs)),
                """
                buyer:wallet USD -> market:revenue USD 0.002341
                market:inference:cost USD -> provider:provider:accrued USD 0.002224\
                """);
    }

    @Test
    void chargeUsageE6WithVat() {
        var charge = taxed(10_000_000_000_000L, 70_500_000_000_000L);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, AGENT, all(legs)),
                """
                buyer:wallet EUR -> market:fee EUR 0.500000
                buyer:wallet EUR -> DE:vat:output EUR 1.900000
                buyer:wallet EUR -> market:fx:position EUR 9.500000
                market:fx:position CNY -> provider:provider:accrued CNY 70.500000\
                """);
        assertEquals(11_900_000, legs.dueMicro());
    }

    @Test
    void chargeUsageE6InPrincipalMode() {
        var charge = taxed(10_000_000_000_000L, 70_500_000_000_000L);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, Book.Mode.PRINCIPAL, all(legs)),
                """
                buyer:wallet EUR -> market:revenue EUR 10.000000
                buyer:wallet EUR -> DE:vat:output EUR 1.900000
                market:inference:cost EUR -> market:fx:position EUR 9.500000
                market:fx:position CNY -> provider:provider:accrued CNY 70.500000\
                """);
    }

    @Test
    void chargeUsageE6CarriesVatBelowOneMicro() {
        var legs = ChargeLegs.of(taxed(5_000_000, 1), ChargeLegs.Carries.NONE);
        assertEquals(0, legs.vatMicro());
        assertEquals(9_500_000_000L, legs.after().vat().rest(), "950,000 pico");
        assertEquals(1, ChargeLegs.of(taxed(5_000_000, 1), legs.after()).vatMicro());
    }

    @Test
    void chargeUsageE9SpendsPromoCreditFirst() {
        var charge = charge(2_341_570_000L, CNY, 14_539_402_900L, 500);
        var legs = ChargeLegs.of(charge, ChargeLegs.Carries.NONE);
        reads(
                legs.postings(charge, AGENT, ChargeLegs.Payment.of(legs.dueMicro(), 1_000, 9_999)),
                """
                buyer:promo USD -> market:fee USD 0.000117
                buyer:promo USD -> market:fx:position USD 0.000883
                buyer:wallet USD -> market:fx:position USD 0.001341
                market:promo:expense USD -> market:promo:grants USD 0.001000
                market:fx:position CNY -> provider:provider:accrued CNY 0.014539\
                """);
    }

    private static ChargeLegs.Payment all(ChargeLegs legs) {
        return new ChargeLegs.Payment(0, legs.dueMicro(), 0);
    }

    private static ChargeUsage.Charge taxed(long buyerPico, long providerPico) {
        return new ChargeUsage.Charge(
                UUID.randomUUID(),
                BUYER,
                Currency.of("EUR"),
                buyerPico,
                PROVIDER,
                CNY,
                providerPico,
                500,
                Optional.of(new ChargeUsage.Vat("DE", 1_900)),
                Instant.EPOCH,
                Map.of());
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
