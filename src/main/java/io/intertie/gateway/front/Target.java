package io.intertie.gateway.front;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where a request goes: its path, decoded, and its query, as it came.
record Target(String path, String query) {
    /// Reads a request's target in origin form; empty if it is none.
    static Optional<Target> of(String written) {
        if (!written.startsWith("/") || !isVisible(written)) {
            return Optional.empty();
        }
        var mark = written.indexOf('?');
        var path = mark < 0 ? written : written.substring(0, mark);
        var query = mark < 0 ? "" : written.substring(mark + 1);
        return path.indexOf('#') < 0
                ? decoded(path).map(plain -> new Target(plain, query))
                : Optional.empty();
    }

    private static boolean isVisible(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) <= ' ' || text.charAt(at) >= 127) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decoded(String path) {
        if (path.indexOf('%') < 0) {
            return Optional.of(path);
        }
        try {
            var plain = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(plain).filter(text -> text.chars().allMatch(c -> c >= ' '));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// What stands behind `/v1/` or `/api/v1/`; empty elsewhere.
    Optional<String> endpoint() {
        if (path.startsWith("/v1/")) {
            return Optional.of(path.substring("/v1/".length()));
        }
        return path.startsWith("/api/v1/")
                ? Optional.of(path.substring("/api/v1/".length()))
                : Optional.empty();
    }
}
