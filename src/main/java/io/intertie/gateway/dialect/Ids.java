package io.intertie.gateway.dialect;

import java.util.UUID;

/// Names of ours in a client's words, made from the request's id so that both find each other.
final class Ids {
    private Ids() {}

    static String of(Opening opening) {
        return of(opening.requestId());
    }

    static String of(UUID requestId) {
        return requestId.toString().replace("-", "");
    }
}
