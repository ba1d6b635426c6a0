package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a secret opens, when that was read, and until when if the secret was replaced.
final class Opened {
    private final ApiKey key;
    private final Optional<Instant> until;
    private final Instant readAt;
    private volatile @Nullable Made made;
    private volatile boolean isRevoked;
    private volatile long usedAtSecond;

    /// The caller, as long as the same holds for its organisation.
    private record Made(House house, Caller caller) {}

    Opened(ApiKeys.Hashed hashed, Instant readAt) {
        this.key = hashed.key();
        this.until = hashed.until();
        this.readAt = readAt;
        this.usedAtSecond = readAt.getEpochSecond();
    }

    ApiKey key() {
        return key;
    }

    UUID owner() {
        return key.organisationId();
    }

    Instant readAt() {
        return readAt;
    }

    boolean isOpenAt(Instant at) {
        return !isRevoked && until.map(at::isBefore).orElse(true) && key.isUsableAt(at);
    }

    /// The same, which is refused from now on.
    Opened revoked() {
        isRevoked = true;
        return this;
    }

    boolean isRevoked() {
        return isRevoked;
    }

    // Another object is another reading: looking into both would cost more than it spares.
    @SuppressWarnings("ReferenceEquality")
    Caller caller(House house) {
        var its = made;
        if (its == null || its.house != house) {
            var at = readAt.isBefore(house.readAt()) ? readAt : house.readAt();
            its = new Made(house, Caller.of(key, house, at));
            made = its;
        }
        return its.caller;
    }

    /// The same, which was used at an instant.
    Opened usedAt(Instant at) {
        var second = at.getEpochSecond();
        // Read first: most find it so, and then no other processor hears of it.
        if (usedAtSecond < second) {
            usedAtSecond = second;
        }
        return this;
    }

    /// The second of its last use.
    long usedAtSecond() {
        return usedAtSecond;
    }
}
