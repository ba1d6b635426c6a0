package io.intertie.tariff;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The last used of some values that never change, up to a number; older ones are made again.
final class Bounded<K, V> {
    private final Map<K, V> kept;

    Bounded(int most) {
        this.kept =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > most;
                    }
                };
    }

    /// The value of a key, made outside of the lock where it is not kept.
    V of(K key, Function<K, V> making) {
        return kept(key)
                .orElseGet(() -> {
                    var made = making.apply(key);
                    synchronized (kept) {
                        kept.put(key, made);
                    }
                    return made;
                });
    }

    private Optional<V> kept(K key) {
        synchronized (kept) {
            @Nullable V found = kept.get(key);
            return Optional.ofNullable(found);
        }
    }
}
