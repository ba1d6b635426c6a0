package io.intertie.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.platform.config.Secret;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.crypto.Seal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredentialSealTest {
    private static final UUID LISTING = new UUID(1, 2);
    private static final Secret CREDENTIAL = new Secret("sk-upstream-0123456789");

    private final CredentialSeal seal =
            new CredentialSeal(new Seal(TestSettings.ofMasterKey(key(7))));

    @Test
    void aCredentialComesBackAsItWas() {
        assertEquals(CREDENTIAL, seal.open(LISTING, seal.seal(LISTING, CREDENTIAL)));
    }

    @Test
    void theSameCredentialIsSealedDifferentlyEachTime() {
        assertFalse(Arrays.equals(seal.seal(LISTING, CREDENTIAL), seal.seal(LISTING, CREDENTIAL)));
    }

    @Test
    void theSealedBytesDoNotHoldThePlainText() {
        var sealed = new String(seal.seal(LISTING, CREDENTIAL), StandardCharsets.ISO_8859_1);
        assertFalse(sealed.contains(CREDENTIAL.reveal()));
    }

    @Test
    void anyChangedByteIsNoticed() {
        var sealed = seal.seal(LISTING, CREDENTIAL);
        for (int i = 0; i < sealed.length; i++) {
            var altered = sealed.clone();
            altered[i] ^= 1;
            assertThrows(IllegalStateException.class, () -> seal.open(LISTING, altered));
        }
    }

    @Test
    void aCutCredentialIsNoticed() {
        var sealed = seal.seal(LISTING, CREDENTIAL);
        for (int length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThrows(IllegalStateException.class, () -> seal.open(LISTING, cut));
        }
    }

    @Test
    void itOpensForItsOwnListingOnly() {
        var sealed = seal.seal(LISTING, CREDENTIAL);
        assertThrows(IllegalStateException.class, () -> seal.open(new UUID(1, 3), sealed));
    }

    @Test
    void anotherMasterKeyDoesNotOpenIt() {
        var other = new CredentialSeal(new Seal(TestSettings.ofMasterKey(key(8))));
        var sealed = seal.seal(LISTING, CREDENTIAL);
        assertThrows(IllegalStateException.class, () -> other.open(LISTING, sealed));
    }

    @Test
    void aMasterKeyIsThirtyTwoBytesInBase64AndIsNotPrinted() {
        for (String bad : new String[] {"", "c2hvcnQ=", "not base64!", "****"}) {
            var settings = TestSettings.ofMasterKey(bad);
            var failed =
                    assertThrows(
                            IllegalStateException.class,
                            () -> new CredentialSeal(new Seal(settings)));
            assertFalse(!bad.isEmpty() && String.valueOf(failed.getMessage()).contains(bad));
        }
    }

    private static String key(int fill) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
