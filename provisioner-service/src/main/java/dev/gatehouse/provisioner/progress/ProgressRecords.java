package dev.gatehouse.provisioner.progress;

import dev.gatehouse.provisioner.progress.model.Experience;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is noted of steps, of this operation and of earlier ones. */
public interface ProgressRecords {

    /** When each step of the operation was done, by its name. */
    Uni<Map<String, Instant>> steps(Mutiny.Session session, String operationId);

    /** Whether any operation of the stack ended ready: then there is a former generation to go back to. */
    Uni<Boolean> everReady(Mutiny.Session session, String stackId);

    /** What the last operations of this kind on this template took that ended with success; of any release of it. */
    Uni<Experience> experience(Mutiny.Session session, StackOrder order);
}
