package dev.gatehouse.provisioner.secret;

import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import java.util.Set;

/** Authenticated encryption that binds a password to its reference and its stack: a swapped row does not open. */
public interface Sealing {

    /** The id of the key that seals now; the other keys only open. */
    String currentKeyId();

    /** The ids of the keys that only open. */
    Set<String> formerKeyIds();

    SealedSecret seal(String reference, SecretOwner owner, String username, String password);

    /**
     * The password in the clear.
     *
     * @throws IllegalStateException if its key is not configured, or the row is not what was sealed
     */
    String open(SealedSecret secret);
}
