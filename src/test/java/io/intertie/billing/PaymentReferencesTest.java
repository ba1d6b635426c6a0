package io.intertie.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.persistence.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class PaymentReferencesTest {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final PaymentReferences references =
            new PaymentReferences(TestDatabase.fresh(), TestSettings.standard());

    @Test
    void aWalletHasOneReferenceAndKeepsIt() {
        var buyer = UUID.randomUUID();
        var euro = references.of(buyer, Currency.of("EUR"));
        assertEquals(euro, references.of(buyer, Currency.of("EUR")));
        assertNotEquals(euro, references.of(buyer, Currency.of("USD")));
        assertEquals(
                euro,
                references
                        .find(" " + euro.spaced().toLowerCase(java.util.Locale.ROOT))
                        .orElseThrow());
        assertEquals(List.of(euro), references.named("ref:" + euro.spaced() + "/x"));
    }

    @Test
    void theCheckDigitsAreThoseOfTheStandard() {
        // The example of ISO 11649, shortened to our length by its own rule.
        assertTrue(PaymentReferences.isSound(PaymentReferences.checked("539007547034")));
        assertEquals("RF18539007547034", PaymentReferences.checked("539007547034"));
    }

    @Test
    void oneWrongCharacterOrTwoDigitsThatChangedPlacesAreNoticed() {
        var sound = PaymentReferences.checked("730590412847");
        for (int i = 2; i < sound.length(); i++) {
            for (int j = 0; j < LETTERS.length(); j++) {
                var wrong = sound.substring(0, i) + LETTERS.charAt(j) + sound.substring(i + 1);
                assertEquals(wrong.equals(sound), PaymentReferences.isSound(wrong), wrong);
            }
            if (i + 1 < sound.length() && sound.charAt(i) != sound.charAt(i + 1)) {
                var swapped =
                        sound.substring(0, i)
                                + sound.charAt(i + 1)
                                + sound.charAt(i)
                                + sound.substring(i + 2);
                assertFalse(PaymentReferences.isSound(swapped), swapped);
            }
        }
    }
}
