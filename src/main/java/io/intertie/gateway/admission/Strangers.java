package io.intertie.gateway.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Secrets that were unknown a moment ago, so that they are refused at once and nobody asks for
/// them again. Few are remembered: each has one place, where a newer one takes it.
///
/// When a key is made all of them are forgotten.
final class Strangers {
    private static final int PLACES = 4_096;
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final AtomicReferenceArray<@Nullable Stranger> places =
            new AtomicReferenceArray<>(PLACES);

    private record Stranger(Secrets.Hash hash, Instant seenAt) {}

    void remember(Secrets.Hash hash, Instant now) {
        places.set(place(hash), new Stranger(hash, now));
    }

    boolean isKnown(Secrets.Hash hash, Instant now) {
        var stranger = places.get(place(hash));
        return stranger != null
                && now.isBefore(stranger.seenAt.plus(MOMENT))
                && stranger.hash.equals(hash);
    }

    void forget() {
        for (int place = 0; place < PLACES; place++) {
            places.set(place, null);
        }
    }

    private static int place(Secrets.Hash hash) {
        return Math.floorMod(hash.second(), PLACES);
    }
}
