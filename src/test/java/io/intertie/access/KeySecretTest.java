package io.intertie.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretTest {
    @ParameterizedTest
    @EnumSource(ApiKey.Purpose.class)
    void aFreshKeyHasItsBeginningAndThirtyTwoRandomBytes(ApiKey.Purpose purpose) {
        var beginning = purpose == ApiKey.Purpose.GATEWAY ? "sk-" : "mk-";
        var seen = new HashSet<String>();
        for (int i = 0; i < 200; i++) {
            var secret = KeySecret.fresh(purpose).reveal();
            assertTrue(secret.matches(beginning + "[A-Za-z0-9_-]{43}"), secret);
            assertTrue(KeySecret.isWellFormed(secret, purpose));
            assertTrue(seen.add(secret));
        }
    }

    @Test
    void aPageShowsTheBeginningAndTheEnd() {
        var secret = "sk-abcdefGHIJKLMNOPQRSTUVWXYZ0123456789_-abcdwxyz";
        assertEquals("sk-abcdef", KeySecret.prefix(secret));
        assertEquals("wxyz", KeySecret.lastFour(secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk-",
                "sk-short",
                "mk-0123456789012345678901234567890123456789012",
                "SK-0123456789012345678901234567890123456789012",
                "sk-01234567890123456789012345678901234567890123",
                "sk-012345678901234567890123456789012345678901 ",
                "sk-01234567890123456789012345678901234567890'2",
                "sk-0123456789012345678901234567890123456789012\n"
            })
    void anotherFormIsNoKey(String secret) {
        assertFalse(KeySecret.isWellFormed(secret, ApiKey.Purpose.GATEWAY));
    }
}
