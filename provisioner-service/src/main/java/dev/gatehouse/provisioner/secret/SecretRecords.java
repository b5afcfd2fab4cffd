package dev.gatehouse.provisioner.secret;

import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretRead;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** The stored secrets and who read them. All methods work in the caller's session. */
public interface SecretRecords {

    /** Adds the secret, renewed so often, unless there is one under its reference. */
    Uni<Void> addIfAbsent(Mutiny.Session session, SealedSecret secret, int rotation);

    Uni<Optional<SealedSecret>> find(Mutiny.Session session, String reference);

    /** The same, locked for this transaction. */
    Uni<Optional<SealedSecret>> findLocked(Mutiny.Session session, String reference);

    /** How often the secret was renewed; zero if there is none. */
    Uni<Integer> rotation(Mutiny.Session session, String reference);

    /** Replaces user name, key and box of a secret, and notes how often it has now been renewed. */
    Uni<Void> renew(Mutiny.Session session, SealedSecret secret, int rotation);

    Uni<Void> remove(Mutiny.Session session, String reference);

    /**
     * At most {@code limit} secrets that one of these keys sealed, in the order of their references and behind {@code after},
     * locked for this transaction; skips locked ones.
     */
    Uni<List<SealedSecret>> sealedBy(Mutiny.Session session, Set<String> keyIds, String after, int limit);

    /** The ids of the keys without which some secret would not open. */
    Uni<Set<String>> keysInUse(Mutiny.Session session);

    /** Replaces key and box of a secret. */
    Uni<Void> reseal(Mutiny.Session session, SealedSecret secret);

    Uni<Void> addReading(Mutiny.Session session, SecretRead reading);
}
