package io.intertie.platform.crypto;

import io.intertie.platform.config.Secret;
import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals bytes with AES-256-GCM under the operator's master key.
///
/// | byte | what |
/// |---|---|
/// | 0 | layout, now 1 |
/// | 1–12 | nonce, fresh for each sealing |
/// | 13– | ciphertext and its tag |
///
/// The purpose, such as `listing:` and its id, is authenticated too.
@ApplicationScoped
public class Seal {
    private static final byte LAYOUT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public Seal(Settings settings) {
        this.key = key(settings.masterKey());
    }

    public byte[] seal(String purpose, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(LAYOUT)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("cannot be sealed: " + purpose, failed);
        }
    }

    /// Opens what was sealed.
    ///
    /// @throws IllegalStateException if it was sealed for another purpose or key, or altered
    public byte[] open(String purpose, byte[] sealed) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != LAYOUT) {
            throw new IllegalStateException("not sealed: " + purpose);
        }
        var nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, purpose, nonce)
                    .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("cannot be opened: " + purpose, failed);
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static SecretKeySpec key(Secret masterKey) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(masterKey.reveal().strip());
        } catch (IllegalArgumentException malformed) {
            // Without the cause: its message shows a character of the key.
            throw new IllegalStateException("INTERTIE_MASTER_KEY is not base64");
        }
        if (bytes.length != 32) {
            throw new IllegalStateException("INTERTIE_MASTER_KEY is not 32 bytes");
        }
        return new SecretKeySpec(bytes, "AES");
    }
}
