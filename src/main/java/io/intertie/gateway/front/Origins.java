package io.intertie.gateway.front;

import io.intertie.platform.http.AddressBlock;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells where a request comes from when proxies stand before us.
///
/// Each proxy appends its peer to `X-Forwarded-For`, so the list is believed from its end, and only
/// as far as those who wrote it are trusted: the client is the last who is not.
final class Origins {
    private final List<AddressBlock> trusted;

    Origins(List<AddressBlock> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    InetAddress of(InetAddress peer, List<String> forwardedFor) {
        if (trusted.isEmpty() || forwardedFor.isEmpty()) {
            return peer;
        }
        var hops = String.join(",", forwardedFor).split(",", -1);
        var from = peer;
        for (int at = hops.length - 1; at >= 0 && isTrusted(from); at--) {
            var before = address(hops[at].strip());
            if (before == null) {
                return from;
            }
            from = before;
        }
        return from;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    private static @Nullable InetAddress address(String hop) {
        try {
            return InetAddress.ofLiteral(hop);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
