package dev.gatehouse.provisioner.secret.persistence;

import dev.gatehouse.provisioner.secret.StackSecrets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who read which secret stays on record. */
@ApplicationScoped
class StoredStackSecrets implements StackSecrets {

    @Override
    public Uni<Void> remove(Mutiny.Session session, Set<String> stackIds) {
        return session.createMutationQuery("delete from SecretRow where stackId in (:stackIds)")
                .setParameter("stackIds", stackIds)
                .executeUpdate()
                .replaceWithVoid();
    }
}
