package io.intertie.gateway.wire;

/// What can be asked of a model, by its path below `/v1`, here and at the provider's.
public enum Endpoint {
    CHAT_COMPLETIONS("chat/completions"),
    EMBEDDINGS("embeddings");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }
}
