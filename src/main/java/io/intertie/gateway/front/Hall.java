package io.intertie.gateway.front;

import io.intertie.gateway.wire.Client;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What a front answers by itself: whether it lives, whether browsers may call, that there is
/// nothing at a path.
final class Hall {
    private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = {};
    private static final Map<String, String> MAY_CALL =
            Map.of(
                    "access-control-allow-methods", "GET, POST, DELETE, OPTIONS",
                    // A wildcard does not cover the first.
                    "access-control-allow-headers", "authorization, *",
                    "access-control-max-age", "86400");

    private Hall() {}

    /// An answer that needs nobody behind the front.
    record Known(int status, Map<String, String> headers, byte[] body) {
        void to(Client client) {
            client.whole(status, headers, body);
        }
    }

    static Optional<Known> answer(String method, Target target) {
        if (target.endpoint().isPresent()) {
            return method.equals("OPTIONS")
                    ? Optional.of(new Known(204, MAY_CALL, NONE))
                    : Optional.empty();
        }
        // While a node is being stopped no request comes as far as here.
        var isHealth =
                target.path().equals("/health/live") || target.path().equals("/health/ready");
        if (isHealth && (method.equals("GET") || method.equals("HEAD"))) {
            return Optional.of(new Known(200, Map.of(), UP));
        }
        var refusal = isHealth ? Refusal.METHOD : Refusal.NOT_FOUND;
        return Optional.of(new Known(refusal.status(), refusal.headers(), refusal.body()));
    }
}
