package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.target.TargetUse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** A target is in use as soon as a component is planned on it, and until the component is gone. */
@ApplicationScoped
class StoredTargetUse implements TargetUse {

    @Override
    public Uni<Boolean> inUse(Mutiny.Session session, String targetName) {
        return session.createQuery(
                        "select count(*) from ComponentRow where target = :target and state <> :gone", Long.class)
                .setParameter("target", targetName)
                .setParameter("gone", ComponentState.DESTROYED)
                .getSingleResult()
                .map(components -> components > 0);
    }
}
