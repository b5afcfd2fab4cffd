package dev.gatehouse.provisioner.secret;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import dev.gatehouse.provisioner.secret.model.Turn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
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

    /**
     * The credential whose turn it is, renewed if it was not renewed as often yet. It is committed before this returns,
     * so that no password is ever in use that is not stored; a run that comes again, or at the same time, gets the same.
     * One that is issued for the first time is the first user's, however often it shall have been renewed.
     */
    public IssuedSecret issue(String reference, SecretOwner owner, Turn turn) {
        SealedSecret first = sealing.seal(reference, owner, turn.usernames().get(0), password());
        return bridge.inTransaction(session -> records.addIfAbsent(session, first, turn.rotation())
                .chain(() -> records.findLocked(session, reference))
                .map(found -> found.orElseThrow(() -> vanished(reference)))
                .chain(stored -> records.rotation(session, reference)
                        .chain(rotated -> turn.reachedBy(stored.username(), rotated)
                                ? Uni.createFrom().item(opened(stored, rotated))
                                : renewed(session, stored, turn, rotated))));
    }

    /** The stored credential as it is; empty if none was issued. Nothing is issued or renewed. */
    public Optional<IssuedSecret> find(String reference) {
        return bridge.read(
                session -> records.find(session, reference).chain(found -> records.rotation(session, reference)
                        .map(rotated -> found.map(stored -> opened(stored, rotated)))));
    }

    private Uni<IssuedSecret> renewed(Mutiny.Session session, SealedSecret stored, Turn turn, int rotated) {
        SealedSecret next = sealing.seal(stored.reference(), stored.owner(), turn.after(stored.username()), password());
        int rotation = Math.max(rotated, turn.rotation());
        return records.renew(session, next, rotation).replaceWith(opened(next, rotation));
    }

    private IssuedSecret opened(SealedSecret secret, int rotation) {
        return new IssuedSecret(secret.username(), sealing.open(secret), rotation);
    }

    /** Removes a secret whose credential is no longer of use. */
    public void forget(String reference) {
        bridge.inTransaction(session -> records.remove(session, reference));
    }

    private Uni<SealedSecret> stored(Mutiny.Session session, SealedSecret fresh) {
        return records.addIfAbsent(session, fresh, 0)
                .chain(() -> records.find(session, fresh.reference()))
                .map(found -> found.orElseThrow(() -> vanished(fresh.reference())));
    }

    private static IllegalStateException vanished(String reference) {
        return new IllegalStateException("secret " + reference + " vanished while it was issued");
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
