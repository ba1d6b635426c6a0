package io.intertie.embedded;

/// How the portal reaches its realm: the issuer and the secret of the client `intertie-portal`.
public record IdentityAccess(String issuer, String clientSecret) {
    /// The server's address: the issuer without its realm.
    String server() {
        return issuer.replaceFirst("/realms/[^/]+/?$", "");
    }

    @Override
    public String toString() {
        return issuer;
    }
}
