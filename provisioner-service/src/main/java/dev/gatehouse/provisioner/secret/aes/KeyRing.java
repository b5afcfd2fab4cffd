package dev.gatehouse.provisioner.secret.aes;

import dev.gatehouse.provisioner.secret.Sealing;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * AES-256 in Galois/Counter mode (NIST SP 800-38D) with a random 96-bit nonce, which stays safe for about four billion
 * secrets under one key. Reference, owner and user name are authenticated along with the password.
 */
@Startup
@Singleton
public class KeyRing implements Sealing {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys;
    private final String currentKeyId;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param configured {@code id:base64} of 32 bytes each, separated by commas; the first one seals
     * @throws IllegalArgumentException if it is anything else; the message holds no part of a key
     */
    @Inject
    public KeyRing(@ConfigProperty(name = "gatehouse.secret.keys") String configured) {
        this.keys = parse(configured);
        this.currentKeyId = keys.keySet().iterator().next();
    }

    @Override
    public String currentKeyId() {
        return currentKeyId;
    }

    @Override
    public Set<String> formerKeyIds() {
        Set<String> former = new HashSet<>(keys.keySet());
        former.remove(currentKeyId);
        return Set.copyOf(former);
    }

    @Override
    public SealedSecret seal(String reference, SecretOwner owner, String username, String password) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted = run(
                Cipher.ENCRYPT_MODE,
                currentKeyId,
                nonce,
                about(reference, owner, username),
                password.getBytes(StandardCharsets.UTF_8));
        byte[] box = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
        System.arraycopy(encrypted, 0, box, NONCE_BYTES, encrypted.length);
        return new SealedSecret(
                reference, owner, username, currentKeyId, Base64.getEncoder().encodeToString(box));
    }

    @Override
    public String open(SealedSecret secret) {
        byte[] box = Base64.getDecoder().decode(secret.box());
        byte[] nonce = Arrays.copyOf(box, NONCE_BYTES);
        byte[] encrypted = Arrays.copyOfRange(box, NONCE_BYTES, box.length);
        byte[] password = run(
                Cipher.DECRYPT_MODE,
                secret.keyId(),
                nonce,
                about(secret.reference(), secret.owner(), secret.username()),
                encrypted);
        return new String(password, StandardCharsets.UTF_8);
    }

    /** What is authenticated along with the password: a row in which any of it was changed does not open. */
    private static String about(String reference, SecretOwner owner, String username) {
        return String.join("\n", reference, owner.stackId(), owner.team(), owner.component(), username);
    }

    private byte[] run(int mode, String keyId, byte[] nonce, String about, byte[] text) {
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException(
                    "a secret needs key " + keyId + ", which GATEHOUSE_SECRET_KEYS does not hold");
        }
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the secret is not what key " + keyId + " sealed", failed);
        }
    }

    private static Map<String, SecretKeySpec> parse(String configured) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String entry : configured.split(",", -1)) {
            String[] parts = entry.strip().split(":", 2);
            byte[] key = parts.length == 2 && !parts[0].isEmpty() ? decoded(parts[1]) : new byte[0];
            if (key.length != KEY_BYTES || keys.put(parts[0], new SecretKeySpec(key, "AES")) != null) {
                throw new IllegalArgumentException("GATEHOUSE_SECRET_KEYS must be id:base64 of 32 bytes, separated by"
                        + " commas, each id once; entry " + (keys.size() + 1) + " is not");
            }
        }
        return keys;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }
}
