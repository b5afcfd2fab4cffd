package dev.gatehouse.provisioner.secret;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;
import org.hibernate.reactive.mutiny.Mutiny;

/** Credentials for engines. Blocking: called from activity threads only. */
@ApplicationScoped
public class Secrets {
    private static final int PASSWORD_BYTES = 24;

    private final BlockingBridge bridge;
    private final SecretRecords records;
    private final Sealing sealing;
    private final SecureRandom random = new SecureRandom();

    public Secrets(BlockingBridge bridge, SecretRecords records, Sealing sealing) {
        this.bridge = bridge;
        this.records = records;
        this.sealing = sealing;
    }

    /**
     * The password under this reference, generated if there is none yet. It is committed before this returns, so a
     * caller that crashes next finds the same one again.
     */
    public String issue(String reference, SecretOwner owner, String username) {
        SealedSecret fresh = sealing.seal(reference, owner, username, password());
        SealedSecret stored = bridge.inTransaction(session -> stored(session, fresh));
        return sealing.open(stored);
    }

    /** Removes a secret whose credential is no longer of use. */
    public void forget(String reference) {
        bridge.inTransaction(session -> records.remove(session, reference));
    }

    private Uni<SealedSecret> stored(Mutiny.Session session, SealedSecret fresh) {
        return records.addIfAbsent(session, fresh)
                .chain(() -> records.find(session, fresh.reference()))
                .map(found -> found.orElseThrow(() ->
                        new IllegalStateException("secret " + fresh.reference() + " vanished while it was issued")));
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
