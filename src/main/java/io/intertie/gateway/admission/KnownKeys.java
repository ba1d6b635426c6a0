package io.intertie.gateway.admission;

import io.intertie.access.ApiKeys;
import io.intertie.access.Subscription;
import io.intertie.gateway.wire.Heads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The keys that this node knows, and what holds for their organisations.
///
/// A key is kept once it was asked for, until something of it changes, or others need its place. A
/// market may have a million keys; a node keeps [#MOST], those that were used of late.
///
/// **Always true** what changed while it was read is not kept, so that a key that was revoked
/// meanwhile does not come back (`KnownKeysTest`).
public final class KnownKeys {
    /// About 2 KB each.
    public static final int MOST = 32_768;

    /// How long the last words of the database count while it is away.
    private static final Duration OLDEST = Duration.ofSeconds(60);

    /// After so long a key that is in use is read again, whatever was told of it.
    private static final Duration FRESH = Duration.ofSeconds(60);

    /// What was read before opens nothing, whatever was told of it.
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Map<Secrets.Hash, Opened> keys = new ConcurrentHashMap<>();
    private final Map<UUID, House> houses = new ConcurrentHashMap<>();
    private final Map<UUID, Set<Secrets.Hash>> secrets = new HashMap<>();
    private final Set<UUID> changed = new HashSet<>();
    private final Strangers strangers = new Strangers();
    private final int most;
    private boolean isReading;
    private boolean isAnyChanged;
    private volatile Instant heardAt = Instant.EPOCH;

    public KnownKeys() {
        this(MOST);
    }

    KnownKeys(int most) {
        this.most = most;
    }

    /// What was read of some secrets: their keys, and their organisations' live subscriptions.
    public record Reading(List<ApiKeys.Hashed> keys, List<Subscription> subscriptions) {}

    /// The hash of the secret that came with a request, in hex.
    public static Optional<String> secret(Heads heads) {
        return Secrets.of(heads).flatMap(Secrets::hash).map(Secrets.Hash::hex);
    }

    /// The database was heard at an instant: what had changed by then is known here.
    public void heard(Instant at) {
        heardAt = at;
    }

    /// What a secret opens at an instant; empty where that must be read.
    Optional<Opened> find(Secrets.Hash hash, Instant at) {
        var opened = keys.get(hash);
        if (opened == null || !isRecent(opened, at) || !houses.containsKey(opened.owner())) {
            return Optional.empty();
        }
        return Optional.of(opened.usedAt(at));
    }

    private boolean isRecent(Opened opened, Instant at) {
        var oldest = at.minus(OLDEST);
        return opened.readAt().isAfter(oldest)
                || (heardAt.isAfter(oldest) && opened.readAt().isAfter(at.minus(LONGEST)));
    }

    /// The caller behind a key; empty where its organisation must be read.
    Optional<Caller> caller(Opened opened) {
        return Optional.ofNullable(houses.get(opened.owner())).map(opened::caller);
    }

    boolean isStranger(Secrets.Hash hash, Instant at) {
        return strangers.isKnown(hash, at);
    }

    /// Reads some secrets at an instant, and keeps what it finds, and that the others are unknown.
    ///
    /// @return those that must be read again, because something changed meanwhile
    public Collection<String> read(
            Collection<String> asked, Instant now, Function<Collection<String>, Reading> reading) {
        note(true);
        try {
            return keep(asked, now, reading.apply(asked));
        } finally {
            note(false);
        }
    }

    private synchronized void note(boolean whatChanges) {
        isReading = whatChanges;
        isAnyChanged = false;
        changed.clear();
    }

    private void note(UUID id) {
        if (isReading) {
            changed.add(id);
        }
    }

    private synchronized Collection<String> keep(
            Collection<String> asked, Instant readAt, Reading reading) {
        var again = new ArrayList<String>();
        var missing = new HashSet<>(asked);
        var ofOrganisation =
                reading.subscriptions().stream()
                        .collect(Collectors.groupingBy(Subscription::organisationId));
        for (var hashed : reading.keys()) {
            var owner = hashed.key().organisationId();
            missing.remove(hashed.sha256());
            if (changed.contains(hashed.key().id()) || changed.contains(owner)) {
                again.add(hashed.sha256());
            } else {
                var live = ofOrganisation.getOrDefault(owner, List.of());
                houses.put(owner, House.of(hashed, live, readAt));
                keep(Secrets.Hash.ofHex(hashed.sha256()), new Opened(hashed, readAt));
            }
        }
        if (isAnyChanged) {
            // One of them may have been made, or have got its secret, a moment later.
            again.addAll(missing);
        } else {
            missing.forEach(hex -> miss(Secrets.Hash.ofHex(hex), readAt));
        }
        again.retainAll(new HashSet<>(asked));
        makeRoom();
        return again;
    }

    private void keep(Secrets.Hash hash, Opened opened) {
        var known = keys.get(hash);
        if (known == null || !known.isRevoked()) {
            keys.put(hash, opened);
            secrets.computeIfAbsent(opened.key().id(), _ -> new HashSet<>()).add(hash);
        }
    }

    private void miss(Secrets.Hash hash, Instant readAt) {
        strangers.remember(hash, readAt);
        forget(hash);
    }

    private void forget(Secrets.Hash hash) {
        var gone = keys.remove(hash);
        if (gone != null) {
            secrets.computeIfPresent(
                    gone.key().id(),
                    (_, its) -> {
                        its.remove(hash);
                        return its.isEmpty() ? null : its;
                    });
        }
    }

    /// A key is refused from now on.
    public synchronized void revoked(UUID keyId) {
        note(keyId);
        for (var hash : secrets.getOrDefault(keyId, Set.of())) {
            keys.computeIfPresent(hash, (_, opened) -> opened.revoked());
        }
    }

    /// A key was made, or has another secret or other rights.
    public synchronized void changed(UUID keyId) {
        note(keyId);
        isAnyChanged = true;
        strangers.forget();
        List.copyOf(secrets.getOrDefault(keyId, Set.of())).forEach(this::forget);
    }

    /// Something else holds for an organisation.
    public synchronized void changedOrganisation(UUID organisationId) {
        note(organisationId);
        houses.remove(organisationId);
    }

    /// The secrets in use that were read so long ago that they are to be read again, some of them.
    public List<String> stale(Instant now, int atMost) {
        var before = now.minus(FRESH);
        return keys.entrySet().stream()
                .filter(one -> one.getValue().readAt().isBefore(before))
                .filter(one -> one.getValue().usedAtSecond() >= before.getEpochSecond())
                .filter(one -> !one.getValue().isRevoked())
                .limit(atMost)
                .map(one -> one.getKey().hex())
                .toList();
    }

    /// An eighth makes room, those that were not used for longest.
    private void makeRoom() {
        if (keys.size() > most) {
            var left = most - most / 8;
            keys.entrySet().stream()
                    .map(one -> new Use(one.getKey(), one.getValue().usedAtSecond()))
                    .sorted(Comparator.comparingLong(Use::atSecond))
                    .limit(keys.size() - left)
                    .toList()
                    .forEach(use -> forget(use.hash));
        }
        if (houses.size() > most) {
            houses.keySet().retainAll(owners());
        }
    }

    private record Use(Secrets.Hash hash, long atSecond) {}

    private Set<UUID> owners() {
        return keys.values().stream().map(Opened::owner).collect(Collectors.toSet());
    }

    /// How many keys are known.
    public int size() {
        return keys.size();
    }
}
