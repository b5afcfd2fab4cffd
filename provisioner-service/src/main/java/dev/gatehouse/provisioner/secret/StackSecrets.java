package dev.gatehouse.provisioner.secret;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** What becomes of secrets when their stacks are gone. */
public interface StackSecrets {

    /** Removes every secret of these stacks, in the caller's transaction. */
    Uni<Void> remove(Mutiny.Session session, Set<String> stackIds);
}
