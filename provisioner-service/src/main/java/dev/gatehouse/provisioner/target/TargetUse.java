package dev.gatehouse.provisioner.target;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whether something has been made, or is being made, on a target. */
public interface TargetUse {

    /** Answers in the caller's session. */
    Uni<Boolean> inUse(Mutiny.Session session, String targetName);
}
