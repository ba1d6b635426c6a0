package io.intertie.gateway.upstream;

import io.intertie.platform.http.HostResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Where hosts may be reached, remembered for a short time; used by all event loops.
///
/// A resolver blocks, so it is asked on a virtual thread, and once for all who ask meanwhile. What
/// it refuses is not remembered.
final class Addresses {
    private static final int MOST = 1_024;
    private static final long FRESH = Duration.ofSeconds(30).toNanos();

    private final HostResolver resolver;
    private final Map<String, Known> hosts = new ConcurrentHashMap<>();

    private record Known(CompletableFuture<List<InetAddress>> addresses, long until) {
        boolean isFresh(long now) {
            return until - now > 0;
        }
    }

    Addresses(HostResolver resolver) {
        this.resolver = resolver;
    }

    /// The addresses of a host; it may still have to be asked for, or have failed.
    CompletableFuture<List<InetAddress>> of(String host) {
        var now = System.nanoTime();
        var known = hosts.get(host);
        if (known != null && known.isFresh(now)) {
            return known.addresses();
        }
        if (hosts.size() >= MOST) {
            hosts.values().removeIf(old -> !old.isFresh(now));
            if (hosts.size() >= MOST) {
                hosts.clear();
            }
        }
        var asked = new Known(new CompletableFuture<>(), now + FRESH);
        hosts.put(host, asked);
        Thread.ofVirtual().name("resolve").start(() -> resolve(host, asked));
        return asked.addresses();
    }

    private void resolve(String host, Known asked) {
        try {
            asked.addresses().complete(List.copyOf(resolver.resolve(host)));
        } catch (IOException | RuntimeException refused) {
            hosts.remove(host, asked);
            asked.addresses().completeExceptionally(refused);
        }
    }
}
