package io.intertie.catalog;

import io.intertie.platform.config.Secret;
import io.intertie.platform.crypto.Seal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Seals upstream credentials.
///
/// **Always true** a row that is copied to another listing does not open (`CredentialSealTest`).
@ApplicationScoped
class CredentialSeal {
    private final Seal seal;

    @Inject
    CredentialSeal(Seal seal) {
        this.seal = seal;
    }

    byte[] seal(UUID listingId, Secret credential) {
        return seal.seal(purpose(listingId), credential.reveal().getBytes(StandardCharsets.UTF_8));
    }

    /// @throws IllegalStateException if it was sealed for another listing or key, or altered
    Secret open(UUID listingId, byte[] sealed) {
        return new Secret(
                new String(seal.open(purpose(listingId), sealed), StandardCharsets.UTF_8));
    }

    private static String purpose(UUID listingId) {
        return "listing:" + listingId;
    }
}
