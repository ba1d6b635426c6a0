package io.intertie.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.gateway.admission.KnownKeys.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final int MOST = 64;

    private final KnownKeys known = new KnownKeys(MOST);

    private static ApiKeys.Hashed hashed(String secret) {
        return new ApiKeys.Hashed(
                ApiKeys.hash(secret), TestCallers.key(ApiKey.Grant.ALL), List.of());
    }

    private void read(Instant at, ApiKeys.Hashed... keys) {
        var asked = List.of(keys).stream().map(ApiKeys.Hashed::sha256).toList();
        assertEquals(List.of(), known.read(asked, at, _ -> reading(keys)));
    }

    private static Reading reading(ApiKeys.Hashed... keys) {
        return new Reading(List.of(keys), List.of());
    }

    private boolean knows(ApiKeys.Hashed key, Instant at) {
        return known.find(Secrets.Hash.ofHex(key.sha256()), at).isPresent();
    }

    @Test
    void aHashIsTheSameInHex() {
        var hex = ApiKeys.hash("sk-1");
        assertEquals(hex, Secrets.Hash.ofHex(hex).hex());
    }

    /// What was read counts for a minute, and as long as it is heard what changes; never for long.
    @Test
    @Tag("lesson-24")
    void whileTheDatabaseIsAwayAKeyIsKnownForAMinute() {
        var key = hashed("sk-1");
        read(NOW, key);
        assertTrue(knows(key, NOW.plusMillis(59_999)));
        assertFalse(knows(key, NOW.plusSeconds(60)));
        known.heard(NOW.plusSeconds(30));
        assertTrue(knows(key, NOW.plusMillis(89_999)));
        assertFalse(knows(key, NOW.plusSeconds(90)));
        known.heard(NOW.plusSeconds(300));
        assertTrue(knows(key, NOW.plusMillis(179_999)));
        assertFalse(knows(key, NOW.plusSeconds(180)));
    }

    @Test
    void aKeyInUseIsReadAgainAfterAMinute() {
        var used = hashed("sk-1");
        read(NOW, used);
        assertEquals(List.of(), known.stale(NOW.plusSeconds(60), 10));
        assertEquals(List.of(), known.stale(NOW.plusSeconds(61), 10));
        assertTrue(knows(used, NOW.plusSeconds(30)));
        assertEquals(List.of(used.sha256()), known.stale(NOW.plusSeconds(61), 10));
        read(NOW.plusSeconds(61), used);
        assertEquals(List.of(), known.stale(NOW.plusSeconds(62), 10));
        assertTrue(knows(used, NOW.plusSeconds(100)));
        known.revoked(used.key().id());
        assertEquals(List.of(), known.stale(NOW.plusSeconds(122), 10));
    }

    @Test
    @Tag("lesson-22")
    void whoeverWasNotUsedForLongestMakesRoom() {
        var first = hashed("sk-first");
        read(NOW, first);
        var all = IntStream.range(0, 10 * MOST).mapToObj(n -> hashed("sk-" + n)).toList();
        var now = NOW;
        for (var one : all) {
            known.heard(now);
            now = now.plusMillis(100);
            read(now, one);
            assertTrue(knows(first, now), "it is used all the time");
            assertTrue(knows(one, now));
            assertTrue(known.size() <= MOST);
        }
        assertTrue(known.size() > MOST / 2);
        assertFalse(knows(all.getFirst(), now));
    }

    @Test
    void whatChangedWhileItWasReadIsReadAgain() {
        var key = hashed("sk-1");
        var other = hashed("sk-2");
        var asked = List.of(key.sha256(), other.sha256());
        var left =
                known.read(
                        asked,
                        NOW,
                        _ -> {
                            known.revoked(key.key().id());
                            return reading(key, other);
                        });
        assertEquals(List.of(key.sha256()), List.copyOf(left));
        assertFalse(knows(key, NOW));
        assertTrue(knows(other, NOW));
        var both =
                known.read(
                        asked,
                        NOW,
                        _ -> {
                            known.changedOrganisation(key.key().organisationId());
                            return reading(key, other);
                        });
        assertEquals(asked, List.copyOf(both));
        assertFalse(knows(other, NOW));
    }

    /// A secret may become a key's while nobody finds it.
    @Test
    void nobodyIsAStrangerWhoWasLookedForWhileAKeyWasMade() {
        var secret = ApiKeys.hash("sk-1");
        var left =
                known.read(
                        List.of(secret),
                        NOW,
                        _ -> {
                            known.changed(UUID.randomUUID());
                            return reading();
                        });
        assertEquals(List.of(secret), List.copyOf(left));
        assertFalse(isStranger(secret));
        assertEquals(List.of(), List.copyOf(none(List.of(secret))));
        assertTrue(isStranger(secret));
        known.changed(UUID.randomUUID());
        assertFalse(isStranger(secret));
    }

    private Collection<String> none(List<String> asked) {
        return known.read(asked, NOW, _ -> reading());
    }

    private boolean isStranger(String secret) {
        return known.isStranger(Secrets.Hash.ofHex(secret), NOW.plus(Duration.ofMillis(1)));
    }

    @Test
    void aKeyThatIsNoLongerFoundIsUnknown() {
        var key = hashed("sk-1");
        read(NOW, key);
        none(List.of(key.sha256()));
        assertFalse(knows(key, NOW));
    }

    @Test
    void aRevokedKeyStaysSo() {
        var key = hashed("sk-1");
        read(NOW, key);
        known.revoked(key.key().id());
        read(NOW, key);
        var opened = known.find(Secrets.Hash.ofHex(key.sha256()), NOW).orElseThrow();
        assertFalse(opened.isOpenAt(NOW));
    }
}
